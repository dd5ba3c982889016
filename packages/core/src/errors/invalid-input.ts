import { CasementError } from "./casement-error.ts";

/** The error for a field that the schema cannot check. `path` is `end` or `attendees.0.email`; `message` is "is before start". */
export const invalidInput = (path: string, message: string): CasementError =>
  new CasementError("input-invalid", `${path}: ${message}.`, { details: { issues: [{ path, message }] } });
