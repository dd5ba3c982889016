import type { PluginDefinition } from "@casement/core";
import { branchesOf, isSchema, type JsonSchema, propertiesOf, referencedSchema } from "../json/schema-parts.ts";
import { inputSchemaOf } from "./input-schema.ts";
import { checkFields } from "./parse-input.ts";

/** The texts of the input that name people, from the fields with the format `casement-addresses`. @throws CasementError `input-invalid` */
export function recipientTexts(plugin: PluginDefinition, name: string, input: Readonly<Record<string, unknown>>): readonly string[] {
  const service = plugin.services?.[name];
  if (!service) return [];
  const schema = inputSchemaOf(service, []);
  return [...new Set(textsIn(schema, schema, checkFields(`${plugin.id}/${name}`, schema, input).fields))];
}

function textsIn(root: JsonSchema, part: JsonSchema, value: unknown): string[] {
  const schema = { ...referencedSchema(root, part), ...part };
  if (typeof value === "string") return namesPeople(root, schema) ? [value] : [];
  const parts = [schema, ...branchesOf(schema)].map((each) => ({ ...referencedSchema(root, each), ...each }));
  if (Array.isArray(value)) {
    // A list that names people has texts, or objects that say which of their fields does.
    const isList = namesPeople(root, schema);
    return value.flatMap((item) =>
      isList && typeof item === "string"
        ? [item]
        : parts.flatMap(({ items }: { items?: unknown }) => (isSchema(items) ? textsIn(root, items, item) : [])),
    );
  }
  if (typeof value !== "object" || value === null) return [];
  return Object.entries(value).flatMap(([field, each]) =>
    parts.flatMap((object) => {
      const property = propertiesOf(object)[field];
      return property ? textsIn(root, property, each) : [];
    }),
  );
}

const namesPeople = (root: JsonSchema, schema: JsonSchema): boolean =>
  schema.format === "casement-addresses" ||
  branchesOf(schema).some((branch) => ({ ...referencedSchema(root, branch), ...branch }).format === "casement-addresses");
