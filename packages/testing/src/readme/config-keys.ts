import { type JsonSchema, typeText } from "./schema-fields.ts";

/** One key of a configuration, as it is written: `accounts[].name`. */
export interface ConfigKey {
  readonly key: string;
  readonly type: string;
  readonly required: boolean;
  /** JSON. */
  readonly default: string | undefined;
  readonly description: string;
}

/** Every key below a schema, those of objects and of lists of objects below their own. */
export function configKeys(schema: JsonSchema, before = ""): readonly ConfigKey[] {
  const { properties = {}, required = [] } = schema;
  return Object.entries(properties).flatMap(([name, property]) => {
    const key = `${before}${name}`;
    const below = alternatives(property).flatMap((each) => [
      ...configKeys(each, `${key}.`),
      ...(each.items ? alternatives(each.items).flatMap((item) => configKeys(item, `${key}[].`)) : []),
    ]);
    const value = property.default === undefined || below.length > 0 ? undefined : JSON.stringify(property.default);
    const optional = !required.includes(name) || property.default !== undefined;
    return [
      {
        key,
        type: below.length > 0 ? blockType(property) : limited(property),
        required: !optional,
        default: value,
        description: property.description ?? "",
      },
      ...below,
    ];
  });
}

const alternatives = (schema: JsonSchema): readonly JsonSchema[] => [schema, ...(schema.anyOf ?? []), ...(schema.oneOf ?? [])];

/** The keys of a block follow in rows of their own. */
function blockType(schema: JsonSchema): string {
  if (schema.type !== "array") return "block";
  const texts = alternatives(schema.items ?? {}).some(({ type }) => type === "string");
  return texts ? "list of text or blocks" : "list of blocks";
}

function limited(schema: JsonSchema): string {
  const { minimum, maximum } = schema;
  const bounds = minimum !== undefined && maximum !== undefined ? `, ${minimum} to ${maximum}` : "";
  return `${typeText(schema)}${bounds}`;
}
