import { workloadOf } from "./workload.ts";

const reservedHeaders = new Set(["authorization", "host", "cookie", "content-length", "connection", "sdkversion"]);

/**
 * Adds the host's preferences to the caller's headers: immutable ids, and UTC for workloads that return times. The caller's own preferences
 * win, except for the kind of id, because stored ids must stay valid.
 */
export function buildRequestHeaders(path: string, given: Readonly<Record<string, string>> = {}): Record<string, string> {
  const headers: Record<string, string> = {};
  const preferences = new Map<string, string>();
  const workload = workloadOf(path);
  if (workload === "outlook" || workload === "groups") preferences.set("outlook.timezone", 'outlook.timezone="UTC"');
  for (const [name, value] of Object.entries(given)) {
    const lower = name.toLowerCase();
    if (lower === "prefer") for (const item of splitPreferences(value)) preferences.set(preferenceName(item), item);
    else if (!reservedHeaders.has(lower)) headers[name] = value;
  }
  preferences.set("idtype", 'IdType="ImmutableId"');
  headers.Prefer = [...preferences.values()].join(", ");
  return headers;
}

const splitPreferences = (value: string): string[] => (value.match(/(?:[^,"]|"[^"]*")+/g) ?? []).map((item) => item.trim()).filter(Boolean);
const preferenceName = (item: string): string => item.split(/[=;]/)[0]!.trim().toLowerCase();
