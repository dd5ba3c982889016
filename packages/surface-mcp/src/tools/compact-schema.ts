export type JsonSchema = Readonly<Record<string, unknown>>;

/**
 * Keywords that a model does not need: the host checks them, and its error names the problem. `additionalProperties: false` would also make
 * Google's SDK fail (google-genai 2.34), even in a tool without fields.
 */
const keywordsCheckedByHost = ["$schema", "additionalProperties", "pattern", "format", "minLength", "maxLength", "minItems", "maxItems"];
/** Keywords for forms and for other surfaces. */
const formKeywords = ["x-order", "x-group", "x-private", "x-aliases"];

/** A shorter schema that accepts at least what the full schema accepts. */
export function compactSchema(schema: JsonSchema): JsonSchema {
  const copy: Record<string, unknown> = { ...schema };
  for (const keyword of [...keywordsCheckedByHost, ...formKeywords]) delete copy[keyword];
  if (isObject(copy.properties)) copy.properties = mapValues(copy.properties, compactSchema);
  if (isObject(copy.items)) copy.items = compactSchema(copy.items);
  for (const keyword of ["anyOf", "oneOf"]) if (Array.isArray(copy[keyword])) copy[keyword] = copy[keyword].map(compactSchema);
  if (isObject(copy.$defs)) copy.$defs = mapValues(copy.$defs, compactSchema);
  const { default: preset } = copy;
  // These defaults go without saying: false, null, an empty list.
  if (preset === false || preset === null || (Array.isArray(preset) && preset.length === 0)) delete copy.default;
  if (Math.abs(Number(copy.minimum)) === Number.MAX_SAFE_INTEGER) delete copy.minimum;
  if (Math.abs(Number(copy.maximum)) === Number.MAX_SAFE_INTEGER) delete copy.maximum;
  const { anyOf } = copy;
  return Array.isArray(anyOf) && anyOf.every(isSimpleType) ? mergeTypes(copy, anyOf) : copy;
}

const isSimpleType = (schema: JsonSchema): boolean => typeof schema.type === "string" && !schema.properties && !schema.enum;

/** `anyOf` of simple types as one schema with several types. */
function mergeTypes({ anyOf: _, ...rest }: JsonSchema, anyOf: readonly JsonSchema[]): JsonSchema {
  const { type: __, ...keywords } = Object.assign({}, ...anyOf);
  return { type: anyOf.map(({ type }) => type), ...keywords, ...rest };
}

/** An output schema with only the required fields and their types. Every result fits it. */
export function outlineOutput({ type, required, properties }: JsonSchema): JsonSchema {
  if (type !== "object" || !isObject(properties)) return { type: "object" };
  const names: string[] = Array.isArray(required) ? required : [];
  return {
    type: "object",
    properties: Object.fromEntries(names.map((name) => [name, typeOnly(properties[name] ?? {})])),
    ...(names.length > 0 && { required: names }),
  };
}

const typeOnly = ({ type }: JsonSchema): JsonSchema => (typeof type === "string" ? { type } : {});

export const mapValues = <A, B>(object: Readonly<Record<string, A>>, map: (value: A) => B): Record<string, B> =>
  Object.fromEntries(Object.entries(object).map(([key, value]) => [key, map(value)]));

export const isObject = (value: unknown): value is Record<string, any> =>
  typeof value === "object" && value !== null && !Array.isArray(value);
