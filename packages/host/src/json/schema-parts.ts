/** A JSON Schema (2020-12) of a service, a sensor's value or an event. */
export type JsonSchema = Readonly<Record<string, unknown>>;

export const isSchema = (value: unknown): value is JsonSchema => typeof value === "object" && value !== null && !Array.isArray(value);

/** The alternatives and parts that apply beside the schema's own keywords. */
export const branchesOf = ({ anyOf, oneOf, allOf }: JsonSchema): readonly JsonSchema[] => [anyOf, oneOf, allOf].flat().filter(isSchema);

export const propertiesOf = ({ properties }: JsonSchema): Readonly<Record<string, JsonSchema>> =>
  (properties ?? {}) as Readonly<Record<string, JsonSchema>>;

/** The schema to which a part's `$ref` leads within the same document. Undefined without a `$ref`, or if it leads nowhere. */
export function referencedSchema(root: JsonSchema, { $ref }: JsonSchema): JsonSchema | undefined {
  if (typeof $ref !== "string" || !$ref.startsWith("#")) return undefined;
  let found: unknown = root;
  for (const step of $ref.slice(1).split("/").slice(1)) {
    const key = decodeURIComponent(step).replaceAll("~1", "/").replaceAll("~0", "~");
    found = typeof found === "object" && found !== null && Object.hasOwn(found, key) ? (found as JsonSchema)[key] : undefined;
  }
  return isSchema(found) ? found : undefined;
}
