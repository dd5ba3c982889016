import type { ConfigPath } from "./config-problem.ts";

// Finds the keys and values that a JSON Schema (2020-12) allows at a path. For suggestions, not for validation.

export type JsonSchema = Readonly<Record<string, any>>;

/** The schema at a path and all its alternatives, with references and combinations resolved. */
export function schemasAt(root: JsonSchema, path: ConfigPath): readonly JsonSchema[] {
  return path.reduce<readonly JsonSchema[]>((schemas, part) => childrenOf(root, schemas, part), flattenSchema(root, root));
}

/** Keys, at any depth, that no alternative allows, and the keys that are allowed there. */
export function* findUnknownKeys(root: JsonSchema, value: unknown): Iterable<{ path: ConfigPath; known: readonly string[] }> {
  yield* walkValue(root, flattenSchema(root, root), value, []);
}

/** The values of an enumeration. */
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
  // Without a schema, all keys below are allowed. Stopping here also prevents endless recursion in objects that refer to themselves.
  if (schemas.length === 0) return;
  if (Array.isArray(value)) {
    for (const [i, item] of value.entries()) yield* walkValue(root, childrenOf(root, schemas, i), item, [...path, i]);
    return;
  }
  if (typeof value !== "object" || value === null) return;
  const known = [...new Set(schemas.flatMap((schema) => Object.keys(schema.properties ?? {})))];
  // Without `properties`, or with `additionalProperties`, every key is allowed.
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

/** Resolves references within the document only: schema libraries create no others. */
function resolveReference(root: JsonSchema, ref: string): JsonSchema | undefined {
  if (!ref.startsWith("#")) return undefined;
  const parts = ref.slice(1).split("/").filter(Boolean);
  return parts.reduce<JsonSchema | undefined>((at, part) => at?.[part.replaceAll("~1", "/").replaceAll("~0", "~")], root);
}
