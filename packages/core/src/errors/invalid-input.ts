import { CasementError } from "./casement-error.ts";
import { createIssue, type ValidationIssue } from "./validation-issue.ts";

/**
 * The error for a field that the schema cannot check. `path` is `end` or `attendees.0.email`, or a list of names and indexes; `message` is "is
 * before start". With `rule`, surfaces have a text of their own for it: a keyword of JSON Schema, or `after-start` or `exists`.
 */
export function invalidInput(
  path: string | readonly (string | number)[],
  message: string,
  more: Pick<ValidationIssue, "rule" | "limit"> = {},
): CasementError {
  const issue = createIssue(typeof path === "string" ? path.split(".") : path, message, more);
  return new CasementError("input-invalid", `${issue.path}: ${message}.`, { details: { issues: [issue] } });
}
