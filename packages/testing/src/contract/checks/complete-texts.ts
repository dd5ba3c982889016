import type { PluginDefinition } from "@casement/core";
import { type ContractComplaint, createContractCheck } from "../contract-check.ts";
import { branchesOf, fieldsIn, type JsonSchemaNode, jsonSchemaOf } from "../json-schema-nodes.ts";

/** How many missing paths a complaint names. */
const maxNamedPaths = 5;

export const completeTexts = createContractCheck("has the same texts in every language", function* ({ definition }) {
  const { texts = {} } = definition;
  const allPaths = new Set(Object.values(texts).flatMap(Object.keys));
  yield* partialServices(definition, allPaths);
  for (const [language, translated] of Object.entries(texts)) {
    const missing = [...allPaths].filter((path) => translated[path] === undefined && (!isEnglish(language) || isState(path)));
    if (missing.length === 0) continue;
    yield {
      observed: `texts.${language} lacks ${namedPaths(missing)}, which other languages have.`,
      advice: "Translate these texts, or remove them from the other languages.",
    };
  }
});

/** A form that is only partly translated: once a service has a text for a field, all its fields need their texts. */
function* partialServices({ services = {} }: PluginDefinition, paths: ReadonlySet<string>): Iterable<ContractComplaint> {
  const hasSummaries = [...paths].some((path) => /^services\.[^.]+\.summary$/.test(path));
  const missing: string[] = [];
  for (const [name, { summary, input }] of Object.entries(services)) {
    if (hasSummaries && summary !== undefined) missing.push(`services.${name}.summary`);
    const prefix = `services.${name}.input.`;
    if (![...paths].some((path) => path.startsWith(prefix) && !path.includes(".values."))) continue;
    const { properties } = jsonSchemaOf(input, "input");
    for (const [field, [schema = {}]] of fieldsIn({ properties })) {
      missing.push(`${prefix}${field}.title`);
      if (schema.description !== undefined) missing.push(`${prefix}${field}.description`);
      const values = [...choicesOf(schema)].map((choice) => `${prefix}${field}.values.${choice}`);
      if (values.some((path) => paths.has(path))) missing.push(...values);
    }
  }
  const untranslated = missing.filter((path) => !paths.has(path));
  if (untranslated.length > 0)
    yield {
      observed: `texts lacks ${namedPaths(untranslated)}, although it translates other parts of these services.`,
      advice: "Translate them too: people see the whole form.",
    };
}

/** The choices of a field, or of the items of a list. */
function* choicesOf(schema: JsonSchemaNode): Iterable<string> {
  const { enum: choices, const: choice, items } = schema;
  for (const value of [choices, choice].flat()) if (value !== undefined && value !== null) yield String(value);
  if (typeof items === "object" && items !== null) yield* choicesOf(items as JsonSchemaNode);
  for (const branch of branchesOf(schema)) yield* choicesOf(branch);
}

function namedPaths(paths: readonly string[]): string {
  const rest = paths.length > maxNamedPaths ? ` and ${paths.length - maxNamedPaths} more` : "";
  return `${paths.slice(0, maxNamedPaths).join(", ")}${rest}`;
}

/** The definition is in English, so `en` needs only what the definition does not say: words for states. */
const isEnglish = (language: string): boolean => language.toLowerCase().split("-")[0] === "en";
const isState = (path: string): boolean => /^sensors\.[^.]+\.states\./.test(path);
