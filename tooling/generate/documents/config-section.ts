import { jsonSchema } from "../../../packages/core/src/index.ts";
import { hostSchema } from "../../../packages/host/src/config/host-schema.ts";
import { configKeys } from "../../../packages/testing/src/readme/config-keys.ts";
import { code, markdownTable } from "../../../packages/testing/src/readme/markdown-table.ts";
import { configTexts } from "./config-texts.ts";

/** Every key of casement.yaml that is the host's. Throws when a key has no text, or a text no key. */
export function configSection(): string {
  const keys = configKeys(jsonSchema(hostSchema as never, "output"));
  const known = new Set(keys.map(({ key }) => key));
  const without = keys.filter(({ key }) => configTexts[key] === undefined).map(({ key }) => `${key} has no text`);
  const gone = Object.keys(configTexts).filter((key) => !known.has(key));
  const problems = [...without, ...gone.map((key) => `${key} is no key any more`)];
  if (problems.length > 0) throw new Error(`tooling/generate/documents/config-texts.ts: ${problems.join("; ")}.`);
  return markdownTable(
    ["Key", "Type", "Meaning"],
    keys.map(({ key, type, required }) => [required ? `${code(key)} (needed)` : code(key), type, configTexts[key] ?? ""]),
  );
}
