import { type JsonSchema, typeTextOf } from "./schema-fields.ts";

/** One key of a configuration. */
export interface ConfigKey {
  /** As in a path: `accounts[].name`. */
  readonly key: string;
  readonly type: string;
  readonly required: boolean;
  /** JSON. */
  readonly default: string | undefined;
  readonly description: string;
}

/** Every key of a schema. The keys of objects, and of objects in lists, follow their own key. */
export function configKeys(schema: JsonSchema, prefix = ""): readonly ConfigKey[] {
  const { properties = {}, required = [] } = schema;
  return Object.entries(properties).flatMap(([name, property]) => {
    const key = `${prefix}${name}`;
    const below = joinAlternatives(
      alternatives(property).flatMap((each) => [
        configKeys(each, `${key}.`),
        ...(each.items ? alternatives(each.items).map((item) => configKeys(item, `${key}[].`)) : []),
      ]),
    );
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

/** Where one of several blocks can be written, only what each of them requires is required. */
function joinAlternatives(found: readonly (readonly ConfigKey[])[]): readonly ConfigKey[] {
  const blocks = found.filter((keys) => keys.length > 0);
  const isRequired = (key: string): boolean => blocks.every((keys) => keys.some((each) => each.key === key && each.required));
  return [...new Map(blocks.flat().map((each) => [each.key, { ...each, required: isRequired(each.key) }])).values()];
}

/** The type of a key whose own keys follow in separate rows. */
function blockType(schema: JsonSchema): string {
  const list = alternatives(schema).find(({ type }) => type === "array");
  if (!list) return "block";
  const texts = alternatives(list.items ?? {}).some(({ type }) => type === "string");
  return texts ? "list of text or blocks" : "list of blocks";
}

function limited(schema: JsonSchema): string {
  const { minimum, maximum } = schema;
  const bounds = minimum !== undefined && maximum !== undefined ? `, ${minimum} to ${maximum}` : "";
  return `${typeTextOf(schema)}${bounds}`;
}
