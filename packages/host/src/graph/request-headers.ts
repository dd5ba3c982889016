import { CasementError } from "@casement/core";
import { workloadOf } from "./workload.ts";

/** The headers that Graph's documentation gives for single requests. Others could choose another mailbox, method or address. */
const allowedHeaders = new Set([
  "prefer",
  "accept",
  "accept-language",
  "content-language",
  "consistencylevel",
  "if-match",
  "if-none-match",
]);

/**
 * Adds the host's preferences to the caller's headers: immutable ids, and UTC for workloads that return times. The caller's own preferences
 * win, except for the kind of id, because stored ids must stay valid.
 * @throws CasementError `scope-fence` for a header that callers must not set
 */
export function buildRequestHeaders(path: string, given: Readonly<Record<string, string>> = {}): Record<string, string> {
  const headers: Record<string, string> = {};
  const preferences = new Map<string, string>();
  const workload = workloadOf(path);
  if (workload === "outlook" || workload === "groups") preferences.set("outlook.timezone", 'outlook.timezone="UTC"');
  for (const [name, value] of Object.entries(given)) {
    const lower = name.toLowerCase();
    if (lower === "prefer") for (const item of splitPreferences(value)) preferences.set(preferenceName(item), item);
    else if (allowedHeaders.has(lower)) headers[name] = value;
    else throw refusedHeader(name);
  }
  preferences.set("idtype", 'IdType="ImmutableId"');
  headers.Prefer = [...preferences.values()].join(", ");
  return headers;
}

function refusedHeader(name: string): CasementError {
  const header = /^[\w-]{1,60}$/.test(name) ? name : "of that name";
  return new CasementError(
    "scope-fence",
    `A plugin must not set the header ${header}. The request was not sent. Allowed: Prefer, Accept, Accept-Language, Content-Language, ConsistencyLevel, If-Match, If-None-Match.`,
  );
}

const splitPreferences = (value: string): string[] => (value.match(/(?:[^,"]|"[^"]*")+/g) ?? []).map((item) => item.trim()).filter(Boolean);
const preferenceName = (item: string): string => item.split(/[=;]/)[0]!.trim().toLowerCase();
