import type { Json, Schema } from "../api/types.ts";

/** How a part of an input is asked for. */
export type Shape =
  | { as: "text" | "lines" | "number" | "whole-number" | "boolean" | "date" | "time" | "date-or-time" | "zone" | "file" | "json" }
  | { as: "choice"; options: Json[] }
  | { as: "suggested"; options: string[] }
  | { as: "list"; item: Schema }
  | { as: "object"; properties: Record<string, Schema>; required: readonly string[] }
  | { as: "variants"; variants: Schema[] };

export interface Field {
  readonly schema: Schema;
  readonly shape: Shape;
  /** May be emptied with null. */
  readonly nullable: boolean;
}

const depthLimit = 6;

/** Follows references and takes "or null" off. */
export function fieldOf(given: Schema, root: Schema, name: string, depth = 0): Field {
  const schema = resolve(given, root);
  const described = { description: given.description ?? schema.description, default: given.default ?? schema.default };
  const variants = schema.anyOf ?? schema.oneOf;
  const types = schema.type === undefined ? [] : [schema.type].flat();
  if (variants) {
    const others = variants.filter((variant) => resolve(variant, root).type !== "null");
    const nullable = others.length < variants.length;
    if (others.length === 1) {
      const inner = fieldOf({ ...others[0]! }, root, name, depth + 1);
      return { ...inner, nullable: nullable || inner.nullable, schema: { ...inner.schema, ...defined(described, inner.schema) } };
    }
    const options = others.flatMap((variant) => variant.enum ?? (variant.const === undefined ? [] : [variant.const]));
    const shape: Shape =
      options.length > 0 && others.every((variant) => variant.enum || variant.const !== undefined)
        ? { as: "choice", options }
        : depth > depthLimit
          ? { as: "json" }
          : { as: "variants", variants: others };
    return { schema: { ...schema, ...defined(described, schema) }, nullable, shape };
  }
  const type = types.find((each) => each !== "null");
  const shown = { ...schema, ...defined(described, schema) };
  return { schema: shown, nullable: types.includes("null"), shape: depth > depthLimit ? { as: "json" } : shapeOf(shown, type, name) };
}

function defined(more: { description: string | undefined; default: Json | undefined }, base: Schema): Partial<Schema> {
  const description = more.description ?? base.description;
  const value = more.default ?? base.default;
  return { ...(description !== undefined && { description }), ...(value !== undefined && { default: value }) };
}

function resolve(schema: Schema, root: Schema): Schema {
  if (schema.$ref === undefined) return schema.allOf?.length === 1 ? { ...resolve(schema.allOf[0]!, root), ...schema, allOf: [] } : schema;
  if (schema.$ref === "#") return root;
  const found = root.$defs?.[schema.$ref.replace("#/$defs/", "")];
  return found ? resolve(found, root) : {};
}

function shapeOf(schema: Schema, type: string | undefined, name: string): Shape {
  if (schema.enum) return { as: "choice", options: schema.enum.filter((option) => option !== null) };
  if (schema.const !== undefined) return { as: "choice", options: [schema.const] };
  if (type === "boolean") return { as: "boolean" };
  if (type === "integer") return { as: "whole-number" };
  if (type === "number") return { as: "number" };
  if (type === "array" && schema.items) return { as: "list", item: schema.items };
  if (schema.properties) return { as: "object", properties: schema.properties, required: schema.required ?? [] };
  return type === "string" ? textShape(schema, name) : { as: "json" };
}

const longNames = /^(body|message|text|html|content|comment|description|note|notes|reply|.*Reply)$/;

function textShape({ format, pattern = "", description = "", contentEncoding, examples, maxLength = 0 }: Schema, name: string): Shape {
  if (contentEncoding === "base64" || format === "binary" || format === "byte") return { as: "file" };
  if (format === "date") return { as: "date" };
  if (format === "date-time") return { as: "time" };
  if (pattern.includes("\\d{4}-\\d\\d-\\d\\d") && !/minutes|RRULE/.test(description))
    return { as: pattern.includes("(T") ? "date-or-time" : pattern.includes("T") ? "time" : "date" };
  if (/^date-time\b|\bISO 8601\b/i.test(description)) return { as: "time" };
  if (/^date\b/i.test(description)) return { as: "date" };
  if (/^time-?zone$/i.test(name)) return { as: "zone" };
  const options = (examples ?? []).filter((example) => typeof example === "string");
  if (name === "sensor" && options.length > 0) return { as: "suggested", options };
  return { as: longNames.test(name) || maxLength > 500 || /line breaks/.test(description) ? "lines" : "text" };
}
