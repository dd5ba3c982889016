import { jsonSchema } from "../../../packages/core/src/index.ts";
import { hostSchema } from "../../../packages/host/src/config/host-schema.ts";
import { configKeys } from "../../../packages/testing/src/readme/config-keys.ts";
import { inlineCode, markdownTable } from "../../../packages/testing/src/readme/markdown-table.ts";
import { configTexts } from "./config-texts.ts";

/** The table of the host's keys in casement.yaml. Throws an Error if a key has no text, or a text has no key. */
export function configSection(): string {
  const keys = configKeys(jsonSchema(hostSchema as never, "output"));
  const known = new Set(keys.map(({ key }) => key));
  const missing = keys.filter(({ key }) => configTexts[key] === undefined).map(({ key }) => `${key} has no text`);
  const unused = Object.keys(configTexts).filter((key) => !known.has(key));
  const problems = [...missing, ...unused.map((key) => `${key} is not a key`)];
  if (problems.length > 0) throw new Error(`tooling/generate/documents/config-texts.ts: ${problems.join("; ")}.`);
  return markdownTable(
    ["Key", "Type", "Meaning"],
    keys.map(({ key, type, required }) => [required ? `${inlineCode(key)} (required)` : inlineCode(key), type, configTexts[key] ?? ""]),
  );
}
