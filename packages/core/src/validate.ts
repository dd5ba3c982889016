import type { StandardSchemaV1 } from "@standard-schema/spec";
import { CasementError } from "./error.ts";
import type { ErrorCode } from "./error-codes.ts";
import type { Schema } from "./plugin.ts";

export interface Issue {
  /** Path inside the value, for example `attendees.0.email`; empty for the value itself. */
  readonly path: string;
  readonly message: string;
}

/** The value as the schema returns it, or a list of what is wrong with it. */
export async function check<T>(schema: Schema<any, T>, value: unknown): Promise<{ value: T } | { issues: readonly Issue[] }> {
  const result = await schema["~standard"].validate(value);
  return result.issues ? { issues: result.issues.map(issueOf) } : { value: result.value };
}

/** Like `check`, but throws `code` with every issue in the message and in `details.issues`. `what` begins the message. */
export async function parse<T>(schema: Schema<any, T>, value: unknown, code: ErrorCode, what: string): Promise<T> {
  const result = await check(schema, value);
  if ("value" in result) return result.value;
  const text = result.issues.map((issue) => (issue.path ? `${issue.path}: ${issue.message}` : issue.message)).join("; ");
  throw new CasementError(code, `${what}: ${text}`, { details: { issues: result.issues } });
}

/** JSON Schema (draft 2020-12) of what a schema accepts (`input`) or returns (`output`). */
export function jsonSchema(schema: Schema, side: "input" | "output"): Record<string, unknown> {
  return schema["~standard"].jsonSchema[side]({ target: "draft-2020-12" });
}

function issueOf(issue: StandardSchemaV1.Issue): Issue {
  const path = (issue.path ?? []).map((part) => String(typeof part === "object" ? part.key : part)).join(".");
  return { path, message: issue.message };
}
