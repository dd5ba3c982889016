export type JsonSchema = Readonly<Record<string, unknown>>;

/** What a model can do nothing with: the host checks it, and its error says what is wrong. */
const checkedByHost = ["$schema", "additionalProperties", "pattern", "format", "minLength", "maxLength", "minItems", "maxItems"];

/** A schema in fewer words. Everything that the whole one allows is allowed. */
export function plainSchema(schema: JsonSchema): JsonSchema {
  const copy: Record<string, unknown> = { ...schema };
  for (const key of checkedByHost) delete copy[key];
  if (isObject(copy.properties)) copy.properties = mapValues(copy.properties, plainSchema);
  if (isObject(copy.items)) copy.items = plainSchema(copy.items);
  for (const key of ["anyOf", "oneOf"]) if (Array.isArray(copy[key])) copy[key] = copy[key].map(plainSchema);
  if (isObject(copy.$defs)) copy.$defs = mapValues(copy.$defs, plainSchema);
  const { default: preset } = copy;
  // Off, none or nothing unless told otherwise goes without saying.
  if (preset === false || preset === null || (Array.isArray(preset) && preset.length === 0)) delete copy.default;
  if (Math.abs(Number(copy.minimum)) === Number.MAX_SAFE_INTEGER) delete copy.minimum;
  if (Math.abs(Number(copy.maximum)) === Number.MAX_SAFE_INTEGER) delete copy.maximum;
  const { anyOf } = copy;
  return Array.isArray(anyOf) && anyOf.every(isSimple) ? unionOfTypes(copy, anyOf) : copy;
}

const isSimple = (of: JsonSchema): boolean => typeof of.type === "string" && !of.properties && !of.enum;

function unionOfTypes({ anyOf: _, ...rest }: JsonSchema, anyOf: readonly JsonSchema[]): JsonSchema {
  const { type: __, ...inner } = Object.assign({}, ...anyOf);
  return { type: anyOf.map(({ type }) => type), ...inner, ...rest };
}

/** What a tool always gives: the fields that are never missing. Every answer fits it. */
export function outputOutline({ type, required, properties }: JsonSchema): JsonSchema {
  if (type !== "object" || !isObject(properties)) return { type: "object" };
  const always = (Array.isArray(required) ? required : []).map((name) => [name, kindOf(properties[name] ?? {})] as const);
  return { type: "object", properties: Object.fromEntries(always) };
}

const kindOf = ({ type }: JsonSchema): JsonSchema => (typeof type === "string" ? { type } : {});

export const mapValues = <A, B>(object: Readonly<Record<string, A>>, map: (value: A) => B): Record<string, B> =>
  Object.fromEntries(Object.entries(object).map(([key, value]) => [key, map(value)]));

export const isObject = (value: unknown): value is Record<string, any> =>
  typeof value === "object" && value !== null && !Array.isArray(value);
