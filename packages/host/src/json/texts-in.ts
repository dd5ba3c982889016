import type { FieldPath } from "./unknown-fields.ts";

/** All texts in a JSON value, with their paths. */
export function* textsIn(value: unknown, path: FieldPath = []): Generator<[path: FieldPath, text: string]> {
  if (typeof value === "string") yield [path, value];
  else if (typeof value === "object" && value !== null)
    for (const [key, inner] of Object.entries(value)) yield* textsIn(inner, [...path, Array.isArray(value) ? Number(key) : key]);
}
