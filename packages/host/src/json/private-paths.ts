type JsonSchema = Readonly<Record<string, unknown>>;

/** Limits recursion in schemas that refer to themselves. */
const maxDepth = 12;

/**
 * The paths of texts that a person wrote (`x-private` in the schema), with `*` for list items and unknown keys: `body`, `events.*.body`. An
 * empty path is the value itself.
 */
export function privatePathsOf(schema: JsonSchema): readonly string[] {
  const definitions = (schema.$defs ?? {}) as Readonly<Record<string, JsonSchema>>;
  const found = new Set<string>();
  const mentionsPrivate = JSON.stringify(schema).includes('"x-private":true');
  const visit = (part: unknown, path: readonly string[]): void => {
    if (typeof part !== "object" || part === null) return;
    // What is nested deeper is removed as a whole if it could be private.
    if (path.length > maxDepth) return void (mentionsPrivate && found.add(path.join(".")));
    const { $ref, properties, items, prefixItems, additionalProperties, anyOf, oneOf, allOf, ...keywords } = part as JsonSchema;
    if (keywords["x-private"] === true) return void found.add(path.join("."));
    if (typeof $ref === "string") visit($ref === "#" ? schema : definitions[$ref.replace("#/$defs/", "")], path);
    for (const [key, property] of Object.entries((properties ?? {}) as JsonSchema)) visit(property, [...path, key]);
    for (const item of [items, prefixItems, additionalProperties].flat()) visit(item, [...path, "*"]);
    for (const branch of [anyOf, oneOf, allOf].flat()) visit(branch, path);
  };
  visit(schema, []);
  return [...found];
}

/** Returns a copy of a value without what is at the paths. Undefined if the value itself is at one. */
export function withoutPaths<T>(value: T, paths: readonly string[]): T {
  if (paths.includes("")) return undefined as T;
  return paths.reduce((rest: unknown, path) => withoutPath(rest, path.split(".")), value) as T;
}

function withoutPath(value: unknown, [key = "", ...rest]: readonly string[]): unknown {
  if (typeof value !== "object" || value === null) return value;
  if (Array.isArray(value)) return key === "*" ? value.map((item) => (rest.length > 0 ? withoutPath(item, rest) : undefined)) : value;
  const keys = key === "*" ? Object.keys(value) : [key];
  const copy: Record<string, unknown> = { ...value };
  for (const each of keys) {
    if (!Object.hasOwn(copy, each)) continue;
    if (rest.length > 0) copy[each] = withoutPath(copy[each], rest);
    else delete copy[each];
  }
  return copy;
}
