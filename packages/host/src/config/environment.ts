import { nearestName } from "@casement/core";
import type { ConfigFinding, ConfigPath } from "./config-problem.ts";

export type EnvironmentVariables = Readonly<Record<string, string | undefined>>;

/** Replaces `${NAME}` in all texts by the environment variable. `$${NAME}` becomes the text `${NAME}`. */
export function expandEnvironment(value: unknown, env: EnvironmentVariables): { value: unknown; findings: readonly ConfigFinding[] } {
  const findings: ConfigFinding[] = [];
  const expand = (text: string, path: ConfigPath): string =>
    text.replace(/\$(\$?)\{([^}]*)\}/g, (whole, escaped: string, name: string) => {
      if (escaped) return whole.slice(1);
      const found = env[name];
      if (found !== undefined && found !== "") return found;
      const empty = found === "";
      const message = `the environment variable ${name} is ${empty ? "empty" : "not set"}`;
      findings.push({ path, message, suggestion: empty ? undefined : nearestName(name, Object.keys(env)) });
      return whole;
    });
  return { value: mapStrings(value, expand, []), findings };
}

function mapStrings(value: unknown, change: (text: string, path: ConfigPath) => string, path: ConfigPath): unknown {
  if (typeof value === "string") return change(value, path);
  if (Array.isArray(value)) return value.map((item, i) => mapStrings(item, change, [...path, i]));
  if (!isRecord(value)) return value;
  return Object.fromEntries(Object.entries(value).map(([key, item]) => [key, mapStrings(item, change, [...path, key])]));
}

export function isRecord(value: unknown): value is Record<string, unknown> {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}
