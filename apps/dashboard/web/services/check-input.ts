import type { Json, JsonObject, Schema } from "../api/types.ts";
import { fieldOf } from "./schema-shape.ts";

/** Messages by JSON Pointer, as the hub's problem details have them. */
export type Problems = ReadonlyMap<string, string>;

export const pointerTo = (path: readonly (string | number)[]): string =>
  ["#", ...path.map((part) => encodeURIComponent(String(part).replaceAll("~", "~0").replaceAll("/", "~1")))].join("/");

/** What is needed and missing; the rest is the hub's to judge. */
export function missingOf(
  value: Json | undefined,
  schema: Schema,
  root: Schema,
  message: string,
  path: (string | number)[] = [],
): Map<string, string> {
  const { shape } = fieldOf(schema, root, String(path.at(-1) ?? ""));
  const problems = new Map<string, string>();
  const collect = (inner: ReadonlyMap<string, string>) => {
    for (const [pointer, text] of inner) problems.set(pointer, text);
  };
  if (shape.as === "object" && typeof value === "object" && value !== null && !Array.isArray(value)) {
    for (const name of shape.required)
      if (value[name] === undefined || value[name] === "") problems.set(pointerTo([...path, name]), message);
    for (const [name, inner] of Object.entries(value))
      if (shape.properties[name]) collect(missingOf(inner, shape.properties[name], root, message, [...path, name]));
  }
  if (shape.as === "list" && Array.isArray(value))
    for (const [at, entry] of value.entries()) collect(missingOf(entry, shape.item, root, message, [...path, at]));
  return problems;
}

/** With a zone of its own, times go without the offset of this browser. */
export function inZone(input: JsonObject): JsonObject {
  if (typeof input.timeZone !== "string") return input;
  const bare = (value: Json): Json =>
    typeof value === "string" ? value.replace(/^(\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d)([+-]\d\d:\d\d)$/, "$1") : value;
  return Object.fromEntries(Object.entries(input).map(([name, value]) => [name, bare(value)]));
}

/** Without what is left empty. */
export function compact(input: JsonObject): JsonObject {
  return Object.fromEntries(Object.entries(input).filter(([, value]) => value !== undefined && value !== ""));
}
