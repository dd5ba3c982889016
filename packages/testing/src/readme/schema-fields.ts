/** The keywords of JSON Schema that Casement's schemas use. */
export interface JsonSchema {
  readonly type?: string | readonly string[];
  readonly description?: string;
  readonly format?: string;
  readonly enum?: readonly unknown[];
  readonly const?: unknown;
  readonly anyOf?: readonly JsonSchema[];
  readonly oneOf?: readonly JsonSchema[];
  readonly allOf?: readonly JsonSchema[];
  readonly items?: JsonSchema;
  readonly properties?: Readonly<Record<string, JsonSchema>>;
  readonly required?: readonly string[];
  readonly default?: unknown;
  readonly minimum?: number;
  readonly maximum?: number;
}

export interface SchemaField {
  readonly name: string;
  readonly type: string;
  readonly required: boolean;
  readonly description: string;
}

/** The properties of an object's schema. A union has the properties of all its alternatives. */
export function fieldsOf(schema: JsonSchema): readonly SchemaField[] {
  const objects = [schema, ...(schema.anyOf ?? []), ...(schema.oneOf ?? []), ...(schema.allOf ?? [])].filter(
    ({ properties }) => properties,
  );
  const fields = new Map<string, SchemaField>();
  for (const { properties = {}, required = [] } of objects)
    for (const [name, property] of Object.entries(properties))
      if (!fields.has(name))
        fields.set(name, { name, type: typeTextOf(property), required: required.includes(name), description: descriptionOf(property) });
  return [...fields.values()];
}

/** A type in words: `text`, `date-time`, `low, normal or high`, `list of { email, name? }`. */
export function typeTextOf(schema: JsonSchema): string {
  if (schema.const !== undefined) return JSON.stringify(schema.const);
  if (schema.enum) return oneOf(schema.enum.map((value) => JSON.stringify(value)));
  const alternatives = schema.anyOf ?? schema.oneOf;
  if (alternatives) return oneOf(alternatives.map(typeTextOf));
  const types = typeof schema.type === "string" ? [schema.type] : (schema.type ?? []);
  return oneOf(types.map((type) => plainType(type, schema))) || "anything";
}

/** Formats that only choose how a form asks for a text. */
const inputFormats = new Set(["casement-text", "casement-addresses", "casement-recurrence", "casement-time-zone"]);

function plainType(type: string, { format, items, properties, required = [] }: JsonSchema): string {
  if (type === "array") return items ? `list of ${typeTextOf(items)}` : "list";
  if (type === "object" && properties)
    return `{ ${Object.keys(properties)
      .map((name) => (required.includes(name) ? name : `${name}?`))
      .join(", ")} }`;
  const shown = format !== undefined && inputFormats.has(format) ? undefined : format;
  return shown ?? { string: "text", integer: "whole number", boolean: "true or false" }[type] ?? type;
}

const oneOf = (texts: readonly string[]): string =>
  texts.length < 2 ? texts.join("") : `${texts.slice(0, -1).join(", ")} or ${texts.at(-1)}`;

const descriptionOf = ({ description = "", default: value }: JsonSchema): string =>
  [description, value === undefined ? "" : `Default: ${JSON.stringify(value)}`].filter(Boolean).join(". ");
