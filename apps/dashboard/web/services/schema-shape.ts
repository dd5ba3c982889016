import type { JsonSchema, JsonValue } from "../api/api-types.ts";

/** Which kind of input a schema needs. */
export type FieldShape =
  | { as: "text" | "multiline" | "number" | "whole-number" | "boolean" | "date" | "time" | "date-or-time" | "time-zone" | "file" | "json" }
  | { as: "choice"; options: JsonValue[] }
  | { as: "suggested"; options: string[] }
  | { as: "list"; item: JsonSchema }
  | { as: "object"; properties: Record<string, JsonSchema>; required: readonly string[] }
  | { as: "variants"; variants: JsonSchema[] };

export interface FormField {
  readonly schema: JsonSchema;
  readonly shape: FieldShape;
  /** Whether null is allowed, which clears the value. */
  readonly nullable: boolean;
}

const maxDepth = 6;

/** Follows references and removes "or null". */
export function fieldOf(givenSchema: JsonSchema, root: JsonSchema, name: string, depth = 0): FormField {
  const schema = resolveReference(givenSchema, root);
  const types = schema.type === undefined ? [] : [schema.type].flat();
  const variants = schema.anyOf ?? schema.oneOf;
  if (variants) {
    const nonNull = variants.filter((variant) => resolveReference(variant, root).type !== "null");
    const nullable = nonNull.length < variants.length;
    if (nonNull.length === 1) {
      const inner = fieldOf({ ...nonNull[0]!, ...notesOf(schema) }, root, name, depth + 1);
      return { ...inner, nullable: nullable || inner.nullable };
    }
    return { schema, nullable, shape: shapeOfVariants(schema, nonNull, root, depth) };
  }
  const type = types.find((each) => each !== "null");
  return { schema, nullable: types.includes("null"), shape: depth > maxDepth ? { as: "json" } : shapeOf(schema, type, name) };
}

function shapeOfVariants({ format }: JsonSchema, variants: JsonSchema[], root: JsonSchema, depth: number): FieldShape {
  const options = variants.flatMap((variant) => variant.enum ?? (variant.const === undefined ? [] : [variant.const]));
  if (options.length > 0 && variants.every((variant) => variant.enum || variant.const !== undefined)) return { as: "choice", options };
  // Addresses in one text are easier to enter than a list.
  if (format === "casement-addresses" && variants.some((variant) => resolveReference(variant, root).type === "string"))
    return { as: "text" };
  return depth > maxDepth ? { as: "json" } : { as: "variants", variants };
}

/** Keywords that describe a field. Beside a reference or "or null" they come before those of the schema within. */
const noteKeywords = ["title", "description", "default", "format", "x-order", "x-group"] as const;

const notesOf = (schema: JsonSchema): Partial<JsonSchema> =>
  Object.fromEntries(noteKeywords.flatMap((keyword) => (schema[keyword] === undefined ? [] : [[keyword, schema[keyword]]])));

function resolveReference(schema: JsonSchema, root: JsonSchema): JsonSchema {
  if (schema.$ref === undefined)
    return schema.allOf?.length === 1 ? { ...resolveReference(schema.allOf[0]!, root), ...schema, allOf: [] } : schema;
  if (schema.$ref === "#") return root;
  const found = root.$defs?.[schema.$ref.replace("#/$defs/", "")];
  return found ? { ...resolveReference(found, root), ...notesOf(schema) } : {};
}

function shapeOf(schema: JsonSchema, type: string | undefined, name: string): FieldShape {
  if (schema.enum) return { as: "choice", options: schema.enum.filter((option) => option !== null) };
  if (schema.const !== undefined) return { as: "choice", options: [schema.const] };
  if (type === "boolean") return { as: "boolean" };
  if (type === "integer") return { as: "whole-number" };
  if (type === "number") return { as: "number" };
  if (type === "array" && schema.items) return { as: "list", item: schema.items };
  if (schema.properties) return { as: "object", properties: schema.properties, required: schema.required ?? [] };
  return type === "string" ? textShapeOf(schema, name) : { as: "json" };
}

function textShapeOf({ format, pattern = "", contentEncoding, examples, maxLength = 0 }: JsonSchema, name: string): FieldShape {
  if (contentEncoding === "base64" || format === "binary" || format === "byte") return { as: "file" };
  if (format === "date") return { as: "date" };
  if (format === "date-time") return { as: "time" };
  if (pattern.includes("\\d{4}-\\d\\d-\\d\\d"))
    return { as: pattern.includes("(T") ? "date-or-time" : pattern.includes("T") ? "time" : "date" };
  if (/^time-?zone$/i.test(name)) return { as: "time-zone" };
  const options = (examples ?? []).filter((example) => typeof example === "string");
  if (name === "sensor" && options.length > 0) return { as: "suggested", options };
  return { as: format === "casement-text" || maxLength > 500 ? "multiline" : "text" };
}
