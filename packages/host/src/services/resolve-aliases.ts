import { invalidInput } from "@casement/core";

type JsonSchema = Readonly<Record<string, unknown>>;

/**
 * Renames fields of the input that use an alias (`x-aliases` in the schema) to the field's own name, at any depth.
 * @throws CasementError `input-invalid` when a field is given under two names
 */
export function resolveAliases(schema: JsonSchema, input: unknown, path: readonly (string | number)[] = []): unknown {
  if (typeof input !== "object" || input === null) return input;
  if (Array.isArray(input)) {
    const { items } = schema;
    return typeof items === "object" && items !== null
      ? input.map((item, i) => resolveAliases(items as JsonSchema, item, [...path, i]))
      : input;
  }
  let resolved: Record<string, unknown> = { ...input };
  for (const [field, property] of Object.entries((schema.properties ?? {}) as Readonly<Record<string, JsonSchema>>)) {
    for (const alias of aliasesOf(property)) {
      if (!Object.hasOwn(resolved, alias)) continue;
      if (Object.hasOwn(resolved, field))
        throw invalidInput([...path, alias].join("."), `is an alias of "${field}", which is also given. Remove one of the two`);
      const { [alias]: value, ...rest } = resolved;
      resolved = { ...rest, [field]: value };
    }
    if (Object.hasOwn(resolved, field)) resolved[field] = resolveAliases(property, resolved[field], [...path, field]);
  }
  const branches = [schema.anyOf, schema.oneOf, schema.allOf].flat().filter((branch) => typeof branch === "object" && branch !== null);
  return branches.reduce((rest: unknown, branch) => resolveAliases(branch as JsonSchema, rest, path), resolved);
}

/** Removes `x-aliases` from a schema: aliases are accepted but not listed. */
export function withoutAliases(schema: JsonSchema): JsonSchema {
  const strip = (part: unknown): unknown => {
    if (Array.isArray(part)) return part.map(strip);
    if (typeof part !== "object" || part === null) return part;
    return Object.fromEntries(Object.entries(part).flatMap(([key, value]) => (key === "x-aliases" ? [] : [[key, strip(value)]])));
  };
  return strip(schema) as JsonSchema;
}

function aliasesOf(property: JsonSchema): readonly string[] {
  const aliases = property["x-aliases"];
  return Array.isArray(aliases) ? aliases.filter((alias) => typeof alias === "string") : [];
}
