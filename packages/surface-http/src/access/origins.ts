import { CasementError } from "@casement/core";

/** The addresses by which this hub may be spoken to. */
export interface Origins {
  /** Of the `Host` header; undefined when it names another machine (DNS rebinding). */
  of(host: string | null): string | undefined;
  /** Where sessions are opened and people are sent. */
  readonly main: string;
  /** Where the browser comes back to after signing in. Microsoft admits plain http for localhost only. */
  readonly redirectUri: string;
}

const loopbackNames = ["localhost", "127.0.0.1", "[::1]"];
/** Listening there gives no name of its own. */
const nameless = new Set(["localhost", "0.0.0.0", "::"]);

export const isLoopback = (host: string): boolean => host === "localhost" || host === "::1" || /^127\.\d+\.\d+\.\d+$/.test(host);

/** @throws CasementError `config-invalid`: others can reach `host` and no `publicUrl` says how. */
export function createOrigins({ host, port, publicUrl }: { host: string; port: number; publicUrl?: string | undefined }): Origins {
  const open = publicUrl === undefined ? undefined : publicOrigin(publicUrl);
  if (!isLoopback(host) && open === undefined)
    throw new CasementError(
      "config-invalid",
      `http.host is ${host}, which others can reach, so http.publicUrl must say the address by which they do. Set it, or leave http.host out.`,
    );
  const own = nameless.has(host) ? [] : [bracketed(host)];
  const origins = [...[...loopbackNames, ...own].map((name) => `http://${name}:${port}`), ...(open === undefined ? [] : [open])];
  // An origin leaves out the port that its protocol implies; a Host header may name it.
  const byHost = new Map(origins.flatMap((origin) => hostsOf(origin).map((name) => [name, new URL(origin).origin] as const)));
  const local = `http://${own[0] ?? "127.0.0.1"}:${port}`;
  return {
    of: (name) => (name === null ? undefined : byHost.get(name.toLowerCase())),
    main: open ?? local,
    redirectUri: `${open?.startsWith("https:") ? open : `http://localhost:${port}`}/auth/callback`,
  };
}

function publicOrigin(publicUrl: string): string {
  const url = URL.canParse(publicUrl) ? new URL(publicUrl) : undefined;
  if (!url || !/^https?:$/.test(url.protocol) || url.pathname !== "/" || url.search !== "" || url.username !== "")
    throw new CasementError("config-invalid", "http.publicUrl must be an address such as https://casement.example.org, without a path.");
  return url.origin;
}

const bracketed = (host: string): string => (host.includes(":") ? `[${host}]` : host);

function hostsOf(origin: string): string[] {
  const { host, hostname, port, protocol } = new URL(origin);
  return port === "" ? [host, `${hostname}:${protocol === "https:" ? 443 : 80}`] : [host];
}
