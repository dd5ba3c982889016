import type { JsonObject, JsonSchema, JsonValue } from "../api/api-types.ts";
import { fieldOf } from "./schema-shape.ts";

/** Messages by JSON Pointer, as in the hub's problem details. */
export type FieldProblems = ReadonlyMap<string, string>;

export const toJsonPointer = (path: readonly (string | number)[]): string =>
  ["#", ...path.map((part) => encodeURIComponent(String(part).replaceAll("~", "~0").replaceAll("/", "~1")))].join("/");

/** Finds required fields that are missing. The hub checks everything else. */
export function findMissingFields(
  value: JsonValue | undefined,
  schema: JsonSchema,
  root: JsonSchema,
  message: string,
  path: (string | number)[] = [],
): Map<string, string> {
  const { shape } = fieldOf(schema, root, String(path.at(-1) ?? ""));
  const problems = new Map<string, string>();
  const addAll = (inner: ReadonlyMap<string, string>) => {
    for (const [pointer, text] of inner) problems.set(pointer, text);
  };
  if (shape.as === "object" && typeof value === "object" && value !== null && !Array.isArray(value)) {
    for (const name of shape.required)
      if (value[name] === undefined || value[name] === "") problems.set(toJsonPointer([...path, name]), message);
    for (const [name, inner] of Object.entries(value))
      if (shape.properties[name]) addAll(findMissingFields(inner, shape.properties[name], root, message, [...path, name]));
  }
  if (shape.as === "list" && Array.isArray(value))
    for (const [at, entry] of value.entries()) addAll(findMissingFields(entry, shape.item, root, message, [...path, at]));
  return problems;
}

/** If the input has a time zone, removes the browser's offset from its times. */
export function removeOffsets(input: JsonObject): JsonObject {
  if (typeof input.timeZone !== "string") return input;
  const withoutOffset = (value: JsonValue): JsonValue =>
    typeof value === "string" ? value.replace(/^(\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d)([+-]\d\d:\d\d)$/, "$1") : value;
  return Object.fromEntries(Object.entries(input).map(([name, value]) => [name, withoutOffset(value)]));
}

export function removeEmptyFields(input: JsonObject): JsonObject {
  return Object.fromEntries(Object.entries(input).filter(([, value]) => value !== undefined && value !== ""));
}
