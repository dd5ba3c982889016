import { CasementError } from "@casement/core";
import { addressBelow } from "@casement/host";
import { getPath } from "hono/utils/url";
import type { RequestPlace } from "./request-place.ts";
import { createTrustedProxies, type IngressOptions, isPlainPath, toPlainAddress } from "./trusted-proxies.ts";

/** The addresses at which this hub can be reached. */
export interface HubAddresses {
  /** `remoteAddress`: the other end of the connection. Undefined if the request names another machine (DNS rebinding). */
  locate(request: Request, remoteAddress: string | undefined): RequestPlace | undefined;
  /**
   * The only source of addresses that the hub gives out: below `publicUrl`, else below the address that a trusted proxy says, else of this
   * machine. `path` begins with a slash.
   */
  addressOf(path: string, place?: RequestPlace): string;
  /** The redirect URI for sign-ins. Microsoft accepts plain http for localhost only. */
  redirectUri(place?: RequestPlace): string;
  /** Whether an address leads to this hub, as a client at this place sees it, or to a program on the machine of the browser. */
  isOwnOrLoopback(url: string, place: RequestPlace): boolean;
  /** Whether web pages of this origin are the hub's, for a client at this place. */
  isOwnOrigin(origin: string, place: RequestPlace): boolean;
  /** @throws CasementError `config-invalid` if the path of `publicUrl` begins like one of these, which belong to the hub itself */
  requireFreePath(paths: readonly string[]): void;
}

export interface HubAddressOptions {
  readonly host: string;
  readonly port: number;
  readonly publicUrl?: string | undefined;
  readonly trustedProxies?: readonly string[] | undefined;
  readonly ingress?: IngressOptions | undefined;
}

const loopbackHosts = ["localhost", "127.0.0.1", "[::1]"];
/** Listen addresses that are not host names of their own. */
const unspecificHosts = new Set(["localhost", "0.0.0.0", "::"]);

const isLoopback = (host: string): boolean => host === "localhost" || host === "::1" || /^127\.\d+\.\d+\.\d+$/.test(host);

/** @throws CasementError `config-invalid` when `host` is reachable from other machines and both `publicUrl` and `ingress` are missing */
export function createHubAddresses({ host, port, publicUrl, trustedProxies, ingress }: HubAddressOptions): HubAddresses {
  const publicBase = publicUrl === undefined ? undefined : parsePublicUrl(publicUrl);
  const publicPath = publicBase?.path ?? "";
  const proxies = createTrustedProxies(trustedProxies, ingress);
  if (!isLoopback(host) && publicBase === undefined && ingress === undefined)
    throw new CasementError(
      "config-invalid",
      `http.host is ${host}, which other machines can reach, but http.publicUrl is missing. Set http.publicUrl to the address that they use, or remove http.host.`,
    );
  const ownHosts = unspecificHosts.has(host) ? [] : [toUrlHost(host)];
  const localOrigins = [...loopbackHosts, ...ownHosts].map((name) => `http://${name}:${port}`);
  const origins = publicBase === undefined ? localOrigins : [...localOrigins, publicBase.origin];
  // An origin omits the default port of its scheme; a Host header may include it.
  const originByHost = new Map(origins.flatMap((origin) => hostHeadersOf(origin).map((name) => [name, new URL(origin).origin] as const)));
  const ownBase = publicBase && publicBase.origin + publicPath;
  const localBase = `http://${ownHosts[0] ?? "127.0.0.1"}:${port}`;

  const addressOf: HubAddresses["addressOf"] = (path, place) => addressBelow(ownBase ?? place?.sharedBase ?? localBase, path);
  const isOwnOrigin: HubAddresses["isOwnOrigin"] = (origin, place) =>
    origin === place.origin || (URL.canParse(origin) && originByHost.get(new URL(origin).host) === origin);
  return {
    locate(request, remoteAddress) {
      const { headers } = request;
      const forwarded = proxies.read(headers, remoteAddress);
      const hostHeader = headers.get("host")?.toLowerCase();
      const known = originByHost.get(hostHeader ?? "");
      const isNamed = forwarded?.host !== undefined || forwarded?.scheme !== undefined;
      const scheme = forwarded?.scheme ?? (known ? new URL(known).protocol.slice(0, -1) : "http");
      const origin = isNamed ? parseOrigin(scheme, forwarded.host ?? hostHeader) : known;
      if (origin === undefined) return undefined;
      const basePath = forwarded?.prefix ?? (origin === publicBase?.origin ? publicPath : "");
      const fullPath = getPath(request);
      const prefix = [basePath, publicPath].find((each) => each !== "" && (fullPath === each || fullPath.startsWith(`${each}/`))) ?? "";
      const client = forwarded?.client ?? (remoteAddress === undefined ? undefined : toPlainAddress(remoteAddress));
      const isLocal = client !== undefined && isLoopback(client) && isLoopback(bareHostOf(origin)) && !headers.has("x-forwarded-for");
      return {
        origin,
        basePath,
        path: fullPath.slice(prefix.length) || "/",
        encodedPath: new URL(request.url).pathname.slice(prefix.length) || "/",
        lacksSlash: prefix !== "" && fullPath === prefix,
        client,
        isLocal,
        isPrivate: isLocal || origin.startsWith("https:"),
        isIngress: forwarded?.isIngress ?? false,
        visit: forwarded?.visit,
        sharedBase: (isNamed || forwarded?.prefix !== undefined) && !forwarded?.isIngress ? origin + basePath : undefined,
      };
    },
    addressOf,
    redirectUri(place) {
      const address = addressOf("/auth/callback", place);
      return address.startsWith("https:") ? address : `http://localhost:${port}/auth/callback`;
    },
    isOwnOrLoopback(text, place) {
      const url = URL.canParse(text) ? new URL(text) : undefined;
      if (!url || !/^https?:$/.test(url.protocol) || url.username !== "" || url.password !== "") return false;
      return isLoopback(bareHostOf(url.origin)) || isOwnOrigin(url.origin, place);
    },
    isOwnOrigin,
    requireFreePath(paths) {
      const [, first] = publicPath.split("/");
      if (first === undefined || !paths.some((path) => path.split("/")[1] === first)) return;
      throw new CasementError(
        "config-invalid",
        `The path of http.publicUrl begins with /${first}, which the hub uses itself. Choose another path, such as /casement.`,
      );
    },
  };
}

function parsePublicUrl(publicUrl: string): { readonly origin: string; readonly path: string } {
  const url = URL.canParse(publicUrl) ? new URL(publicUrl) : undefined;
  const path = url?.pathname.replace(/\/+$/, "") ?? "";
  const isPlain = url && /^https?:$/.test(url.protocol) && isPlainPath(path) && url.search === "" && url.hash === "" && url.username === "";
  if (isPlain) return { origin: url.origin, path };
  throw new CasementError(
    "config-invalid",
    "http.publicUrl must be an address such as https://casement.example.org or https://example.org/casement.",
  );
}

/** Undefined if `host` is not a host name with an optional port. */
function parseOrigin(scheme: string, host: string | undefined): string | undefined {
  const text = `${scheme}://${host}`;
  return host !== undefined && /^[\w.:[\]-]+$/.test(host) && URL.canParse(text) ? new URL(text).origin : undefined;
}

const bareHostOf = (origin: string): string => new URL(origin).hostname.replace(/^\[|\]$/g, "");

const toUrlHost = (host: string): string => (host.includes(":") ? `[${host}]` : host);

function hostHeadersOf(origin: string): string[] {
  const { host, hostname, port, protocol } = new URL(origin);
  return port === "" ? [host, `${hostname}:${protocol === "https:" ? 443 : 80}`] : [host];
}
