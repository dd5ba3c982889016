import type { StandardJSONSchemaV1, StandardSchemaV1 } from "@standard-schema/spec";

/**
 * A Standard Schema that can also describe itself as JSON Schema. zod 4, ArkType and Valibot (with its converter) are such schemas. Forms,
 * OpenAPI, MCP tools and command-line flags are made from it.
 */
export type Schema<I = any, O = any> = StandardSchemaV1<I, O> & StandardJSONSchemaV1<I, O>;
/** What a schema accepts. */
export type InputOf<T> = T extends StandardSchemaV1<infer I, any> ? I : never;
/** What a schema returns: defaults filled in. */
export type OutputOf<T> = T extends StandardSchemaV1<any, infer O> ? O : never;
/** Schemas by name. */
export type SchemasByName = Record<string, Schema>;

/**
 * Notes on a field of a schema: JSON Schema keywords, which every schema library can write (zod: `.meta({ "x-private": true })`).
 * They apply to inputs, values and payloads, at any depth.
 */
export interface FieldNotes {
  /** A text that somebody wrote. Logs and diagnostics omit it, and MQTT too unless `bodies` is set. */
  "x-private"?: true;
  /** Other names that are accepted for this field of an input: `["body", "message"]`. They are never listed. */
  "x-aliases"?: readonly string[];
  /** Position in a form, ascending. Default: required fields first, then as declared. */
  "x-order"?: number;
  /** The collapsed group of a form that contains the field. */
  "x-group"?: string;
  /** What a number counts, in words: `minutes before`. Forms show it beside the title. */
  "x-unit"?: string;
  /**
   * The property of the item that `item.id` names, with a list of `{ id, title }` or of texts: the choices of this field. Surfaces read it from the
   * sensor, or from the service that lists the sensor's items.
   */
  "x-part-of-item"?: string;
}
