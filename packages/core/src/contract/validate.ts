import type { StandardSchemaV1 } from "@standard-schema/spec";
import { CasementError } from "../errors/casement-error.ts";
import type { ErrorCode } from "../errors/error-codes.ts";
import { createIssue, type ValidationIssue } from "../errors/validation-issue.ts";
import { issueRuleOf } from "./issue-rule.ts";
import type { Schema } from "./schema.ts";

/** Returns the value as the schema returns it, or the issues. */
export async function checkValue<T>(
  schema: Schema<any, T>,
  value: unknown,
): Promise<{ value: T } | { issues: readonly ValidationIssue[] }> {
  const result = await schema["~standard"].validate(value);
  return result.issues ? { issues: result.issues.map((issue) => toValidationIssue(issue, value)) } : { value: result.value };
}

/**
 * Returns the value as the schema returns it. `subject` is the beginning of the message: "The input of todo/create-task".
 *
 * @throws CasementError `code` with every issue in the message and in `details.issues`.
 */
export async function parseValue<T>(schema: Schema<any, T>, value: unknown, code: ErrorCode, subject: string): Promise<T> {
  const result = await checkValue(schema, value);
  if ("value" in result) return result.value;
  throw new CasementError(code, `${subject}: ${textOfIssues(result.issues)}`, { details: { issues: result.issues } });
}

/** `title: Required; due: Invalid date`. */
export const textOfIssues = (issues: readonly ValidationIssue[]): string =>
  issues.map(({ path, message }) => (path ? `${path}: ${message}` : message)).join("; ");

const convertedSchemas = new WeakMap<Schema, { input?: Record<string, unknown>; output?: Record<string, unknown> }>();

/**
 * JSON Schema (draft 2020-12) of what a schema accepts (`input`) or returns (`output`). Returns the same object every time; do not modify
 * it. Throws the error of the schema library when there is no JSON Schema.
 */
export function jsonSchema(schema: Schema, side: "input" | "output"): Readonly<Record<string, unknown>> {
  const sides = convertedSchemas.get(schema) ?? {};
  convertedSchemas.set(schema, sides);
  sides[side] ??= withoutRootReference(schema["~standard"].jsonSchema[side]({ target: "draft-2020-12" }));
  return sides[side];
}

/** A schema that has a name (zod: `.meta({ id })`) only refers to its definition. Readers of the schema need its keywords at the root. */
function withoutRootReference(schema: Record<string, unknown>): Record<string, unknown> {
  const { $ref, ...rest } = schema;
  const definitions = (schema.$defs ?? {}) as Readonly<Record<string, Record<string, unknown>>>;
  const definition = typeof $ref === "string" ? definitions[$ref.replace("#/$defs/", "")] : undefined;
  return definition === undefined ? schema : { ...definition, ...rest };
}

function toValidationIssue(issue: StandardSchemaV1.Issue, value: unknown): ValidationIssue {
  const path = (issue.path ?? []).map((part) => (typeof part === "object" ? part.key : part));
  return createIssue(
    path.map((part) => (typeof part === "number" ? part : String(part))),
    issue.message,
    issueRuleOf(issue, valueAt(value, path)),
  );
}

function valueAt(value: unknown, path: readonly PropertyKey[]): unknown {
  return path.reduce<unknown>((part, name) => (typeof part === "object" && part !== null ? (part as any)[name] : undefined), value);
}
