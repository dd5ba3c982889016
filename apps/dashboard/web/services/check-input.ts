import type { JsonObject, JsonSchema, JsonValue } from "../api/api-types.ts";
import { isDate, parseTime } from "../texts/times.ts";
import type { TimeFields } from "./linked-times.ts";
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

/** Finds an end before its start. The hub would find it only after everybody was asked who has to be. Of whole days, only the days count. */
export function findEarlyEnd(
  value: JsonObject,
  { start, end, allDay = "", isExclusive }: TimeFields,
  message: string,
): [pointer: string, message: string][] {
  const times = [start, end].map((name) => String(value[name]));
  const hasDays = value[allDay] === true || times.some(isDate);
  const [from, to] = times.map((text) => +parseTime(hasDays ? text.slice(0, 10) : text));
  const lastsNoDay = isExclusive && isDate(times[1]!) && to === from;
  return to! < from! || lastsNoDay ? [[toJsonPointer([end]), message]] : [];
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

const isEmpty = (value: JsonValue | undefined): boolean =>
  value === undefined || value === null || value === "" || (Array.isArray(value) && value.length === 0);

/**
 * The fields that somebody has emptied, with what says so: null or, where that is not allowed, an empty text or list. The hub says if a field
 * must not be empty. `known`: what they were.
 */
export function emptiedFields(value: JsonObject, known: JsonObject, root: JsonSchema): JsonObject {
  return Object.fromEntries(
    Object.entries(known).flatMap(([name, before]): [string, JsonValue][] => {
      const given = root.properties?.[name];
      if (given === undefined || isEmpty(before) || !isEmpty(value[name])) return [];
      const { schema, shape, nullable } = fieldOf(given, root, name);
      // To leave a switch as it is, or what has a default, is a choice of its own.
      if (schema.default !== undefined || shape.as === "boolean") return [];
      return [[name, nullable ? null : Array.isArray(before) ? [] : typeof before === "string" && shape.as !== "choice" ? "" : null]];
    }),
  );
}
