import { CasementError } from "./casement-error.ts";
import { createIssue } from "./validation-issue.ts";

/**
 * The error for a field that the schema cannot check. `path` is `end` or `attendees.0.email`, or a list of names and indexes; `message` is "is
 * before start".
 */
export function invalidInput(path: string | readonly (string | number)[], message: string): CasementError {
  const issue = createIssue(typeof path === "string" ? path.split(".") : path, message);
  return new CasementError("input-invalid", `${issue.path}: ${message}.`, { details: { issues: [issue] } });
}
