import type { JsonSchema, JsonValue } from "../api/api-types.ts";

/** Which kind of input a schema needs. */
export type FieldShape =
  | {
      as:
        | "text"
        | "multiline"
        | "number"
        | "whole-number"
        | "boolean"
        | "date"
        | "time"
        | "date-or-time"
        | "time-zone"
        | "file"
        | "upload"
        | "json";
    }
  | { as: "recurrence" }
  /** In the value: one text, a list of texts, or a list of objects with `email`. */
  | { as: "addresses"; of: "text" | "texts"; kinds?: undefined }
  /** `kinds`: the choice between kinds of people, such as required and optional ones. */
  | { as: "addresses"; of: "people"; kinds: AddressKinds | undefined }
  | { as: "choice"; options: JsonValue[] }
  | { as: "suggested"; options: string[] }
  | { as: "list"; item: JsonSchema }
  | { as: "object"; properties: Record<string, JsonSchema>; required: readonly string[] }
  | { as: "variants"; variants: JsonSchema[] };

export interface AddressKinds {
  readonly field: string;
  readonly options: readonly string[];
  /** The kind of entries that do not say it: the first, unless the schema has a default. */
  readonly default: string;
}

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
  return { schema, nullable: types.includes("null"), shape: depth > maxDepth ? { as: "json" } : shapeOf(schema, type, name, root) };
}

/** What a list of addresses consists of, if its entries need nothing else. */
function addressesIn({ type, required = [], properties }: JsonSchema): "texts" | "people" | undefined {
  if (type === "string") return "texts";
  return properties?.email && required.every((name) => name === "email") ? "people" : undefined;
}

/** The first property that is a choice. */
function kindsIn({ properties = {} }: JsonSchema, root: JsonSchema): AddressKinds | undefined {
  for (const [field, given] of Object.entries(properties)) {
    const { enum: options, default: first } = resolveReference(given, root);
    if (options?.every((option) => typeof option === "string")) return { field, options, default: String(first ?? options[0]) };
  }
  return undefined;
}

function shapeOfVariants({ format }: JsonSchema, variants: JsonSchema[], root: JsonSchema, depth: number): FieldShape {
  const options = variants.flatMap((variant) => variant.enum ?? (variant.const === undefined ? [] : [variant.const]));
  if (options.length > 0 && variants.every((variant) => variant.enum || variant.const !== undefined)) return { as: "choice", options };
  // Addresses in one text are easier to enter than a list.
  if (format === "casement-addresses" && variants.some((variant) => resolveReference(variant, root).type === "string"))
    return { as: "addresses", of: "text" };
  // One text is a list with one entry.
  const list = variants.find((variant) => resolveReference(variant, root).type === "array");
  if (variants.length === 2 && list?.items && variants.some((variant) => isPlainText(resolveReference(variant, root))))
    return { as: "list", item: list.items };
  return depth > maxDepth ? { as: "json" } : { as: "variants", variants };
}

const isPlainText = (schema: JsonSchema): boolean => schema.type === "string" && !schema.enum && schema.format === undefined;

/** Keywords that describe a field. Beside a reference or "or null" they come before those of the schema within. */
const noteKeywords = ["title", "description", "default", "format", "x-order", "x-group", "x-unit"] as const;

const notesOf = (schema: JsonSchema): Partial<JsonSchema> =>
  Object.fromEntries(noteKeywords.flatMap((keyword) => (schema[keyword] === undefined ? [] : [[keyword, schema[keyword]]])));

function resolveReference(schema: JsonSchema, root: JsonSchema): JsonSchema {
  if (schema.$ref === undefined)
    return schema.allOf?.length === 1 ? { ...resolveReference(schema.allOf[0]!, root), ...schema, allOf: [] } : schema;
  if (schema.$ref === "#") return root;
  const found = root.$defs?.[schema.$ref.replace("#/$defs/", "")];
  return found ? { ...resolveReference(found, root), ...notesOf(schema) } : {};
}

function shapeOf(schema: JsonSchema, type: string | undefined, name: string, root: JsonSchema): FieldShape {
  if (schema.enum) return { as: "choice", options: schema.enum.filter((option) => option !== null) };
  if (schema.const !== undefined) return { as: "choice", options: [schema.const] };
  if (type === "boolean") return { as: "boolean" };
  if (type === "integer") return { as: "whole-number" };
  if (type === "number") return { as: "number" };
  if (type === "array" && schema.items && schema.format === "casement-addresses") {
    const item = resolveReference(schema.items, root);
    const of = addressesIn(item);
    if (of === "people") return { as: "addresses", of, kinds: kindsIn(item, root) };
    if (of) return { as: "addresses", of };
  }
  if (type === "array" && schema.items) return { as: "list", item: schema.items };
  if (schema.properties) return { as: "object", properties: schema.properties, required: schema.required ?? [] };
  return type === "string" ? textShapeOf(schema, name) : { as: "json" };
}

function textShapeOf({ format, pattern = "", contentEncoding, examples, maxLength = 0 }: JsonSchema, name: string): FieldShape {
  if (contentEncoding === "base64" || format === "binary" || format === "byte") return { as: "file" };
  if (format === "date") return { as: "date" };
  if (format === "date-time") return { as: "time" };
  if (format === "casement-file") return { as: "upload" };
  if (format === "casement-recurrence") return { as: "recurrence" };
  if (format === "casement-addresses") return { as: "addresses", of: "text" };
  const time = timeShapeOf(pattern);
  if (time) return { as: time };
  if (/^time-?zone$/i.test(name)) return { as: "time-zone" };
  const options = (examples ?? []).filter((example) => typeof example === "string");
  if (name === "sensor" && options.length > 0) return { as: "suggested", options };
  return { as: format === "casement-text" || maxLength > 500 ? "multiline" : "text" };
}

/** Whether a pattern is one of dates, of times, or of both. */
function timeShapeOf(pattern: string): "date" | "time" | "date-or-time" | undefined {
  if (!pattern.includes("\\d{4}-")) return undefined;
  const fits = (text: string) => new RegExp(pattern).test(text);
  const [hasDate, hasTime] = [fits("2026-03-29"), fits("2026-03-29T09:00:00Z")];
  return hasDate && hasTime ? "date-or-time" : hasDate ? "date" : hasTime ? "time" : undefined;
}

/** Whether a value is of the kind that such an input gives. */
export function fitsShape(shape: FieldShape, value: JsonValue | undefined): boolean {
  if (value === undefined) return false;
  if (shape.as === "list" || (shape.as === "addresses" && shape.of !== "text")) return Array.isArray(value);
  if (shape.as === "object") return typeof value === "object" && value !== null && !Array.isArray(value);
  if (shape.as === "choice") return shape.options.includes(value);
  if (shape.as === "number" || shape.as === "whole-number") return typeof value === "number";
  if (shape.as === "boolean") return typeof value === "boolean";
  return shape.as !== "variants" && shape.as !== "json" && typeof value === "string";
}
