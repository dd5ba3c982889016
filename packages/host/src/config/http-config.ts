import type { ConfigFinding } from "./config-problem.ts";
import { isRecord } from "./environment.ts";
import type { HostConfig } from "./host-schema.ts";

export interface HttpConfig {
  readonly host: string;
  readonly port: number;
  /** Can have a path. */
  readonly publicUrl?: string;
  /** Proxies whose headers are believed: IP addresses and networks. */
  readonly trustedProxies?: readonly string[];
  /** Home Assistant's ingress. */
  readonly ingress?: { readonly proxy: string; readonly readOnlyUsers?: readonly string[] | undefined };
  /** Default: the hub creates one and stores it in the data folder. */
  readonly token?: string;
  /** A token that may read sensors and metrics only. */
  readonly readToken?: string;
}

export const defaultHttp: { readonly host: string; readonly port: number } = { host: "127.0.0.1", port: 8365 };

export function httpConfigOf(http: HostConfig["http"]): HttpConfig {
  return { ...defaultHttp, ...(http as Partial<HttpConfig> | undefined) };
}

/** Requests from other machines are accepted only with `publicUrl` as their Host header, so it must be set. */
export function checkHttp(value: unknown): readonly ConfigFinding[] {
  const http = isRecord(value) && isRecord(value.http) ? value.http : {};
  const findings: ConfigFinding[] = [];
  if (typeof http.host === "string" && !isLoopback(http.host) && http.publicUrl === undefined && http.ingress === undefined) {
    findings.push({
      path: ["http", "host"],
      message: `${http.host} is reachable from other machines, so http.publicUrl must be set to the address that they use`,
    });
  }
  for (const key of ["token", "readToken"]) {
    const token = http[key];
    if (typeof token === "string" && token.trim() !== "" && token.length < 16)
      findings.push({
        path: ["http", key],
        message: "is too short to be secure; use at least 16 characters, for example from  openssl rand -hex 24",
      });
    // Programs could not send another one in a header.
    else if (typeof token === "string" && !/^[!-~]*$/.test(token.trim()))
      findings.push({ path: ["http", key], message: "may have only visible ASCII characters, without spaces" });
  }
  if (typeof http.token === "string" && http.token.trim() !== "" && http.token === http.readToken)
    findings.push({ path: ["http", "readToken"], message: "must differ from token" });
  return findings;
}

export const isLoopback = (host: string): boolean => host === "localhost" || host === "::1" || /^127\.\d+\.\d+\.\d+$/.test(host);
