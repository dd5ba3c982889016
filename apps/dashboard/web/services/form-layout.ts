import type { JsonSchema } from "../api/api-types.ts";
import { type FieldShape, fieldOf } from "./schema-shape.ts";

export interface FormLayout {
  readonly fields: readonly string[];
  /** In the order of their first fields. */
  readonly groups: ReadonlyMap<string, readonly string[]>;
}

/** The order of an object's fields: those with `x-order` first, ascending, then required ones, then as declared. Fields with `x-group` are grouped. */
export function formLayoutOf(
  { properties, required }: Extract<FieldShape, { as: "object" }>,
  root: JsonSchema,
  hidden: readonly string[] = [],
): FormLayout {
  const fields: string[] = [];
  const groups = new Map<string, string[]>();
  const notesOf = (name: string) => fieldOf(properties[name]!, root, name).schema;
  const rankOf = (name: string): number => notesOf(name)["x-order"] ?? Number.POSITIVE_INFINITY;
  const compare = (a: number, b: number): number => (a === b ? 0 : a < b ? -1 : 1);
  const shown = Object.keys(properties).filter((name) => !hidden.includes(name));
  const names = shown.sort((a, b) => compare(rankOf(a), rankOf(b)) || Number(required.includes(b)) - Number(required.includes(a)));
  for (const name of names) {
    const group = notesOf(name)["x-group"];
    if (group === undefined) fields.push(name);
    else groups.set(group, [...(groups.get(group) ?? []), name]);
  }
  return { fields, groups };
}
