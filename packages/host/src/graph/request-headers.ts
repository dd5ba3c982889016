import { workloadOf } from "./workload.ts";

const reservedHeaders = new Set(["authorization", "host", "cookie", "content-length", "connection", "sdkversion"]);

/**
 * The caller's headers with the host's preferences joined in: ids that survive a move, and UTC where times are answered.
 * What the caller prefers for itself wins, except the kind of id: stored ids have to stay valid.
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
