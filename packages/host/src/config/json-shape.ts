import type { ConfigPath } from "./config-problem.ts";

// What a JSON Schema (2020-12) says about the keys and words that fit at a place: enough to suggest, not to validate.

export type JsonSchema = Readonly<Record<string, any>>;

/** The schema and all its alternatives at a path, references and combinations resolved. */
export function schemasAt(root: JsonSchema, path: ConfigPath): readonly JsonSchema[] {
  return path.reduce<readonly JsonSchema[]>((schemas, part) => childrenOf(root, schemas, part), flattenSchema(root, root));
}

/** Keys that no alternative knows, at any depth, with what would fit there. */
export function* findUnknownKeys(root: JsonSchema, value: unknown): Iterable<{ path: ConfigPath; known: readonly string[] }> {
  yield* walkValue(root, flattenSchema(root, root), value, []);
}

/** The words of an enumeration. */
export function enumValuesOf(schemas: readonly JsonSchema[]): readonly string[] {
  return schemas
    .flatMap((schema) => [...(schema.enum ?? []), ...("const" in schema ? [schema.const] : [])])
    .filter((word) => typeof word === "string");
}

function* walkValue(
  root: JsonSchema,
  schemas: readonly JsonSchema[],
  value: unknown,
  path: ConfigPath,
): Iterable<{ path: ConfigPath; known: readonly string[] }> {
  if (Array.isArray(value)) {
    for (const [i, item] of value.entries()) yield* walkValue(root, childrenOf(root, schemas, i), item, [...path, i]);
    return;
  }
  if (typeof value !== "object" || value === null) return;
  const known = [...new Set(schemas.flatMap((schema) => Object.keys(schema.properties ?? {})))];
  // Nothing said about properties means that anything goes, as does `additionalProperties`.
  const open =
    !schemas.some((schema) => schema.properties) || schemas.some((schema) => schema.additionalProperties || schema.patternProperties);
  for (const [key, item] of Object.entries(value)) {
    if (!open && !known.includes(key)) yield { path: [...path, key], known };
    else yield* walkValue(root, childrenOf(root, schemas, key), item, [...path, key]);
  }
}

function childrenOf(root: JsonSchema, schemas: readonly JsonSchema[], part: string | number): readonly JsonSchema[] {
  return schemas.flatMap((schema) => {
    const child =
      typeof part === "number"
        ? (schema.prefixItems?.[part] ?? schema.items)
        : (ownProperty(schema.properties, part) ?? schema.additionalProperties);
    return typeof child === "object" && child !== null ? flattenSchema(root, child) : [];
  });
}

const ownProperty = (object: JsonSchema | undefined, key: string): JsonSchema | undefined =>
  object && Object.hasOwn(object, key) ? object[key] : undefined;

function flattenSchema(root: JsonSchema, schema: JsonSchema, depth = 0): readonly JsonSchema[] {
  if (depth > 20) return [];
  const referred = typeof schema.$ref === "string" ? resolveReference(root, schema.$ref) : undefined;
  const parts = [...(schema.anyOf ?? []), ...(schema.oneOf ?? []), ...(schema.allOf ?? []), ...(referred ? [referred] : [])];
  return [schema, ...parts.flatMap((part) => flattenSchema(root, part, depth + 1))];
}

/** Only references within the document, which is all that schema libraries write. */
function resolveReference(root: JsonSchema, ref: string): JsonSchema | undefined {
  if (!ref.startsWith("#")) return undefined;
  const parts = ref.slice(1).split("/").filter(Boolean);
  return parts.reduce<JsonSchema | undefined>((at, part) => at?.[part.replaceAll("~1", "/").replaceAll("~0", "~")], root);
}
