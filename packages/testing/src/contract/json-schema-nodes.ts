import { jsonSchema, type Schema } from "@casement/core";

export type JsonSchemaNode = Readonly<Record<string, unknown>>;

/** Schemas that refer to themselves end here. */
const maxDepth = 12;

/** A schema's JSON Schema. An empty schema when it cannot be converted: another check reports that. */
export function jsonSchemaOf(schema: Schema, side: "input" | "output"): JsonSchemaNode {
  try {
    return jsonSchema(schema, side);
  } catch {
    return {};
  }
}

/** Every schema within a schema, with its path: `attendees.*.email`. References are resolved. */
export function* nodesIn(root: JsonSchemaNode): Iterable<{ readonly path: string; readonly node: JsonSchemaNode }> {
  yield* visit(root, root, []);
}

function* visit(part: unknown, root: JsonSchemaNode, path: readonly string[]): Iterable<{ path: string; node: JsonSchemaNode }> {
  if (typeof part !== "object" || part === null || path.length > maxDepth) return;
  const node = part as JsonSchemaNode;
  const { properties, items, prefixItems, additionalProperties } = node;
  yield { path: path.join("."), node };
  const referenced = referencedNode(node, root);
  if (referenced) yield* visit(referenced, root, path);
  for (const [name, property] of Object.entries((properties ?? {}) as JsonSchemaNode)) yield* visit(property, root, [...path, name]);
  for (const item of [items, prefixItems, additionalProperties].flat()) yield* visit(item, root, [...path, "*"]);
  for (const branch of branchesOf(node)) yield* visit(branch, root, path);
}

/** The schema that `$ref` refers to. Undefined without `$ref`. */
export function referencedNode({ $ref }: JsonSchemaNode, root: JsonSchemaNode): JsonSchemaNode | undefined {
  if (typeof $ref !== "string") return undefined;
  return $ref === "#" ? root : ((root.$defs ?? {}) as Readonly<Record<string, JsonSchemaNode>>)[$ref.replace("#/$defs/", "")];
}

/** The branches of a union or an intersection. */
export const branchesOf = ({ anyOf, oneOf, allOf }: JsonSchemaNode): readonly JsonSchemaNode[] =>
  [anyOf, oneOf, allOf].flat().filter((branch): branch is JsonSchemaNode => typeof branch === "object" && branch !== null);

/** The fields of an object by name, including those of all branches. A field can have a schema in each branch. */
export function fieldsIn(node: JsonSchemaNode): ReadonlyMap<string, readonly JsonSchemaNode[]> {
  const fields = new Map<string, JsonSchemaNode[]>();
  for (const { properties } of [node, ...branchesOf(node)])
    for (const [name, property] of Object.entries((properties ?? {}) as Readonly<Record<string, JsonSchemaNode>>))
      fields.set(name, [...(fields.get(name) ?? []), property]);
  return fields;
}
