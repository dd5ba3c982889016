import { CasementError } from "@casement/core";
import type { z } from "zod";

/** The arguments of a control function, by name and in order. */
export type ArgumentSchemas = Readonly<Record<string, z.ZodType>>;

/** Schemas of a group's functions. A value that can be changed has the schemas of its members. */
export type GroupSchemas = Readonly<Record<string, ArgumentSchemas>>;

type AnyFunction = (...args: never[]) => unknown;
type MemberNames<Group> = {
  [Name in keyof Group]: Group[Name] extends AnyFunction ? Name : Group[Name] extends object ? Name : never;
}[keyof Group];

/** Requires schemas for every function of every group. */
export type ControlSchemas<Control> = {
  readonly [Group in keyof Control]: Readonly<Record<MemberNames<Control[Group]> & string, ArgumentSchemas>>;
};

/**
 * Returns a control interface whose functions check their arguments first.
 *
 * @throws CasementError `input-invalid` with a sentence that names the function and the argument.
 */
export function checkControl<Control extends object>(schemas: ControlSchemas<Control>, control: Control): Control {
  const groups = Object.entries(control).map(([name, group]) => [name, checkGroup(name, group, schemas[name as keyof Control])]);
  return Object.fromEntries(groups);
}

function checkGroup(name: string, group: object, schemas: GroupSchemas): object {
  const checked = Object.entries(group).map(([member, value]) => {
    const expected = schemas[member];
    if (typeof value !== "function" || !expected) return [member, value];
    return [member, (...args: unknown[]) => value(...checkArguments(`${name}/${member}`, args, expected))];
  });
  return Object.fromEntries(checked);
}

/** Returns the arguments. Over HTTP, omitted arguments arrive as null, and are returned as undefined. */
export function checkArguments(called: string, args: readonly unknown[], schemas: ArgumentSchemas): unknown[] {
  const names = Object.keys(schemas);
  if (args.length > names.length)
    throw new CasementError(
      "input-invalid",
      `${called} has ${names.length === 0 ? "no arguments" : `the arguments ${names.join(", ")}`}, but got ${args.length}.`,
    );
  return Object.entries(schemas).map(([name, schema], index) => {
    const given = args[index] === null && schema.safeParse(undefined).success && !schema.safeParse(null).success ? undefined : args[index];
    checkValue(called, name, given, schema);
    return given;
  });
}

/** Returns the names of a function's arguments, with a question mark where one can be omitted: `user, tenant?`. */
export function describeArguments(schemas: ArgumentSchemas): string {
  return Object.entries(schemas)
    .map(([name, schema]) => (schema.safeParse(undefined).success ? `${name}?` : name))
    .join(", ");
}

/** Checks changes of a value's members. */
export function checkMembers(called: string, changes: Readonly<Record<string, unknown>>, schemas: ArgumentSchemas): void {
  for (const [name, value] of Object.entries(changes)) {
    if (!Object.hasOwn(schemas, name))
      throw new CasementError("input-invalid", `${called} has no member ${name}. Its members are ${Object.keys(schemas).join(", ")}.`);
    checkValue(called, name, value, schemas[name]!);
  }
}

function checkValue(called: string, name: string, value: unknown, schema: z.ZodType): void {
  const issue = schema.safeParse(value).error?.issues.flatMap(innermost)[0];
  if (!issue) return;
  const path = issue.path.map((part) => (typeof part === "number" ? `[${part}]` : `.${String(part)}`)).join("");
  const isMissing = valueAt(value, issue.path) === undefined;
  throw new CasementError("input-invalid", `${called}: ${name}${path} ${isMissing ? "is missing; it " : ""}${issue.message}.`);
}

/** The issue of a union's last alternative, which has the most members. */
function innermost(issue: z.core.$ZodIssue): { path: PropertyKey[]; message: string } {
  if (issue.code !== "invalid_union") return issue;
  const inner = issue.errors.at(-1)?.[0];
  return inner ? { path: [...issue.path, ...innermost(inner).path], message: innermost(inner).message } : issue;
}

function valueAt(value: unknown, path: readonly PropertyKey[]): unknown {
  return path.reduce<unknown>((at, part) => (Object(at) === at ? (at as Record<PropertyKey, unknown>)[part] : undefined), value);
}
