import type { JsonSchema } from "../route.ts";

const combiners = ["allOf", "anyOf", "oneOf"] as const;
const openings = ["additionalProperties", "patternProperties", "unevaluatedProperties"] as const;

/** Says in a schema what the host does with input: an object has no other fields than the schema's, unless the schema says that it is open. */
export function closeObjects(schema: JsonSchema): JsonSchema {
  return close(schema, true) as JsonSchema;
}

/** `alone`: no other schema describes the same value, so the object can be closed here. */
function close(schema: unknown, alone: boolean): unknown {
  if (typeof schema !== "object" || schema === null || Array.isArray(schema)) return schema;
  const { properties, $defs, items, prefixItems, ...rest } = schema as JsonSchema;
  const isCombined = combiners.some((key) => key in rest);
  // An alternative is closed by itself unless the schema around it has fields too.
  const isUnion = properties === undefined && !("allOf" in rest) && alone;
  const closed: Record<string, unknown> = { ...rest };
  for (const key of combiners) if (Array.isArray(rest[key])) closed[key] = (rest[key] as unknown[]).map((part) => close(part, isUnion));
  if (properties !== undefined) closed.properties = closeEach(properties);
  if ($defs !== undefined) closed.$defs = closeEach($defs);
  if (items !== undefined) closed.items = close(items, true);
  if (Array.isArray(prefixItems)) closed.prefixItems = prefixItems.map((item) => close(item, true));
  if (typeof rest.additionalProperties === "object") closed.additionalProperties = close(rest.additionalProperties, true);
  const saysNames = properties !== undefined || "allOf" in rest;
  if (alone && saysNames && !openings.some((key) => key in rest))
    closed[isCombined ? "unevaluatedProperties" : "additionalProperties"] = false;
  return closed;
}

const closeEach = (schemas: unknown): object =>
  Object.fromEntries(Object.entries(schemas as object).map(([name, schema]) => [name, close(schema, true)]));
