import { CasementError } from "@casement/core";

/** The web origins at which this hub can be reached. */
export interface HubOrigins {
  /** The origin for a `Host` header. Undefined if the header names another machine (DNS rebinding). */
  originOf(hostHeader: string | null): string | undefined;
  /** For links to the dashboard. */
  readonly primaryOrigin: string;
  /** The redirect URI for sign-ins. Microsoft accepts plain http for localhost only. */
  readonly redirectUri: string;
}

const loopbackHosts = ["localhost", "127.0.0.1", "[::1]"];
/** Listen addresses that are not host names of their own. */
const unspecificHosts = new Set(["localhost", "0.0.0.0", "::"]);

const isLoopback = (host: string): boolean => host === "localhost" || host === "::1" || /^127\.\d+\.\d+\.\d+$/.test(host);

/** @throws CasementError `config-invalid` when `host` is reachable from other machines and `publicUrl` is missing */
export function createHubOrigins({ host, port, publicUrl }: { host: string; port: number; publicUrl?: string | undefined }): HubOrigins {
  const publicOrigin = publicUrl === undefined ? undefined : publicOriginOf(publicUrl);
  if (!isLoopback(host) && publicOrigin === undefined)
    throw new CasementError(
      "config-invalid",
      `http.host is ${host}, which other machines can reach, but http.publicUrl is missing. Set http.publicUrl to the address that they use, or remove http.host.`,
    );
  const ownHosts = unspecificHosts.has(host) ? [] : [toUrlHost(host)];
  const localOrigins = [...loopbackHosts, ...ownHosts].map((name) => `http://${name}:${port}`);
  const origins = publicOrigin === undefined ? localOrigins : [...localOrigins, publicOrigin];
  // An origin omits the default port of its scheme; a Host header may include it.
  const originByHost = new Map(origins.flatMap((origin) => hostHeadersOf(origin).map((name) => [name, new URL(origin).origin] as const)));
  return {
    originOf: (hostHeader) => (hostHeader === null ? undefined : originByHost.get(hostHeader.toLowerCase())),
    primaryOrigin: publicOrigin ?? `http://${ownHosts[0] ?? "127.0.0.1"}:${port}`,
    redirectUri: `${publicOrigin?.startsWith("https:") ? publicOrigin : `http://localhost:${port}`}/auth/callback`,
  };
}

function publicOriginOf(publicUrl: string): string {
  const url = URL.canParse(publicUrl) ? new URL(publicUrl) : undefined;
  if (!url || !/^https?:$/.test(url.protocol) || url.pathname !== "/" || url.search !== "" || url.username !== "")
    throw new CasementError("config-invalid", "http.publicUrl must be an address without a path, such as https://casement.example.org.");
  return url.origin;
}

const toUrlHost = (host: string): string => (host.includes(":") ? `[${host}]` : host);

function hostHeadersOf(origin: string): string[] {
  const { host, hostname, port, protocol } = new URL(origin);
  return port === "" ? [host, `${hostname}:${protocol === "https:" ? 443 : 80}`] : [host];
}
