import type { JsonSchema } from "../route.ts";

export const textSchema: JsonSchema = { type: "string" };
export const booleanSchema: JsonSchema = { type: "boolean" };
export const timeSchema: JsonSchema = { type: "string", format: "date-time" };

export const listOf = (items: JsonSchema): JsonSchema => ({ type: "array", items });
export const textListSchema: JsonSchema = listOf(textSchema);
export const enumOf = (...values: readonly string[]): JsonSchema => ({ type: "string", enum: values });
export const nullableOf = ({ type, ...rest }: JsonSchema): JsonSchema => ({ type: [type, "null"], ...rest });

/** An object with these properties. A property whose name ends in `?` is optional. */
export function objectOf(properties: Readonly<Record<string, JsonSchema>>): JsonSchema {
  const entries = Object.entries(properties);
  const required = entries.map(([name]) => name).filter((name) => !name.endsWith("?"));
  return {
    type: "object",
    properties: Object.fromEntries(entries.map(([name, schema]) => [name.replace("?", ""), schema])),
    ...(required.length > 0 && { required }),
  };
}
