import { CasementError } from "./casement-error.ts";

/** The error for one wrong field that a service's schema cannot refuse. `path` is `end` or `attendees.0.email`, `message` "is before start". */
export const invalidInput = (path: string, message: string): CasementError =>
  new CasementError("input-invalid", `${path}: ${message}.`, { details: { issues: [{ path, message }] } });
