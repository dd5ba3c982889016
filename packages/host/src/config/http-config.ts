import type { ConfigFinding } from "./config-problem.ts";
import { isRecord } from "./environment.ts";
import type { HostConfig } from "./host-schema.ts";

export interface HttpConfig {
  readonly host: string;
  readonly port: number;
  readonly publicUrl?: string;
  /** Left out: the hub makes one and keeps it in the data folder. */
  readonly token?: string;
  /** May read sensors and metrics, nothing else. */
  readonly readToken?: string;
}

export const defaultHttp: { readonly host: string; readonly port: number } = { host: "127.0.0.1", port: 8365 };

export function httpConfigOf(http: HostConfig["http"]): HttpConfig {
  return { ...defaultHttp, ...(http as Partial<HttpConfig> | undefined) };
}

/** Beyond this machine, Host headers are checked against `publicUrl`; without one nobody could be let in. */
export function checkHttp(value: unknown): readonly ConfigFinding[] {
  const http = isRecord(value) && isRecord(value.http) ? value.http : {};
  const findings: ConfigFinding[] = [];
  if (typeof http.host === "string" && !isLoopback(http.host) && http.publicUrl === undefined) {
    findings.push({ path: ["http", "host"], message: `others can reach ${http.host}, so publicUrl must say the address by which they do` });
  }
  for (const key of ["token", "readToken"]) {
    const token = http[key];
    if (typeof token === "string" && token.trim() !== "" && token.length < 16)
      findings.push({
        path: ["http", key],
        message: "is too short to be safe; use at least 16 characters, for example from  openssl rand -hex 24",
      });
  }
  if (typeof http.token === "string" && http.token.trim() !== "" && http.token === http.readToken)
    findings.push({ path: ["http", "readToken"], message: "is the same as token; it must differ" });
  return findings;
}

export const isLoopback = (host: string): boolean => host === "localhost" || host === "::1" || /^127\.\d+\.\d+\.\d+$/.test(host);
