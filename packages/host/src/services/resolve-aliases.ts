import { invalidInput } from "@casement/core";
import { branchesOf, isSchema, type JsonSchema, propertiesOf, referencedSchema } from "../json/schema-parts.ts";

/**
 * Renames fields of the input that use an alias (`x-aliases` in the schema) to the field's own name, at any depth.
 * @throws CasementError `input-invalid` when a field is given under two names
 */
export function resolveAliases(schema: JsonSchema, input: unknown): unknown {
  return resolveIn(schema, schema, input, []);
}

function resolveIn(root: JsonSchema, part: unknown, input: unknown, path: readonly (string | number)[]): unknown {
  if (typeof input !== "object" || input === null || !isSchema(part)) return input;
  const schema = definitionOf(root, part);
  const branches = branchesOf(schema);
  if (Array.isArray(input)) {
    const { items, prefixItems = [] } = schema as { readonly items?: unknown; readonly prefixItems?: readonly unknown[] };
    const resolved: unknown = input.map((item, i) => resolveIn(root, prefixItems[i] ?? items, item, [...path, i]));
    return branches.reduce((rest, branch) => resolveIn(root, branch, rest, path), resolved);
  }
  const properties = propertiesOf(schema);
  // A name that is a field in any branch is never an alias.
  const fields = new Set(
    [schema, ...branches.map((branch) => definitionOf(root, branch))].flatMap((each) => Object.keys(propertiesOf(each))),
  );
  let resolved: Record<string, unknown> = { ...input };
  for (const [field, property] of Object.entries(properties)) {
    for (const alias of aliasesOf(property)) {
      if (fields.has(alias) || !Object.hasOwn(resolved, alias)) continue;
      if (Object.hasOwn(resolved, field))
        throw invalidInput([...path, alias], `is an alias of "${field}", which is also set. Remove one of the two`);
      const { [alias]: value, ...rest } = resolved;
      resolved = { ...rest, [field]: value };
    }
    if (Object.hasOwn(resolved, field)) resolved[field] = resolveIn(root, property, resolved[field], [...path, field]);
  }
  for (const key of Object.keys(resolved))
    if (!Object.hasOwn(properties, key)) resolved[key] = resolveIn(root, schema.additionalProperties, resolved[key], [...path, key]);
  const siblings = branches.map((branch) => withoutAliasesFor(fields, definitionOf(root, branch)));
  return siblings.reduce((rest: unknown, branch) => resolveIn(root, branch, rest, path), resolved);
}

/** The branch without aliases that are fields of another branch. */
function withoutAliasesFor(fields: ReadonlySet<string>, branch: JsonSchema): JsonSchema {
  const properties = Object.entries(propertiesOf(branch)).map(([field, property]) => {
    const aliases = aliasesOf(property);
    return [
      field,
      aliases.some((alias) => fields.has(alias)) ? { ...property, "x-aliases": aliases.filter((alias) => !fields.has(alias)) } : property,
    ];
  });
  return { ...branch, properties: Object.fromEntries(properties) };
}

/** Follows a reference to a definition of the same document. */
function definitionOf(root: JsonSchema, part: JsonSchema): JsonSchema {
  const referenced = referencedSchema(root, part);
  const { $ref: _, ...rest } = part;
  return referenced === undefined ? part : { ...referenced, ...rest };
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

/** The aliases of a field. Those of a nullable field are in a branch. */
export function aliasesOf(property: JsonSchema): readonly string[] {
  const aliases = property["x-aliases"];
  if (Array.isArray(aliases)) return aliases.filter((alias) => typeof alias === "string");
  return branchesOf(property).flatMap(aliasesOf);
}
