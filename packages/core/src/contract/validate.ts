import type { StandardSchemaV1 } from "@standard-schema/spec";
import { CasementError } from "../errors/casement-error.ts";
import type { ErrorCode } from "../errors/error-codes.ts";
import type { Schema } from "./schema.ts";

export interface ValidationIssue {
  /** Path inside the value, for example `attendees.0.email`; empty for the value itself. */
  readonly path: string;
  readonly message: string;
}

/** The value as the schema returns it, or a list of what is wrong with it. */
export async function checkValue<T>(
  schema: Schema<any, T>,
  value: unknown,
): Promise<{ value: T } | { issues: readonly ValidationIssue[] }> {
  const result = await schema["~standard"].validate(value);
  return result.issues ? { issues: result.issues.map(toValidationIssue) } : { value: result.value };
}

/**
 * The value as the schema returns it. `subject` begins the message: "The input of todo/create-task".
 *
 * @throws CasementError `code`, with every issue in the message and in `details.issues`.
 */
export async function parseValue<T>(schema: Schema<any, T>, value: unknown, code: ErrorCode, subject: string): Promise<T> {
  const result = await checkValue(schema, value);
  if ("value" in result) return result.value;
  throw new CasementError(code, `${subject}: ${textOfIssues(result.issues)}`, { details: { issues: result.issues } });
}

/** `title: Required; due: Invalid date`. */
export const textOfIssues = (issues: readonly ValidationIssue[]): string =>
  issues.map(({ path, message }) => (path ? `${path}: ${message}` : message)).join("; ");

const converted = new WeakMap<Schema, { input?: Record<string, unknown>; output?: Record<string, unknown> }>();

/**
 * JSON Schema (draft 2020-12) of what a schema accepts (`input`) or returns (`output`). The same object at every call: do not change it.
 * Throws what the schema library throws when it has no JSON Schema.
 */
export function jsonSchema(schema: Schema, side: "input" | "output"): Readonly<Record<string, unknown>> {
  const known = converted.get(schema) ?? {};
  converted.set(schema, known);
  known[side] ??= schema["~standard"].jsonSchema[side]({ target: "draft-2020-12" });
  return known[side];
}

function toValidationIssue(issue: StandardSchemaV1.Issue): ValidationIssue {
  const path = (issue.path ?? []).map((part) => String(typeof part === "object" ? part.key : part)).join(".");
  return { path, message: issue.message };
}
