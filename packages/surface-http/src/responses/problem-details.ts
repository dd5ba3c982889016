import { CasementError, createIssue, errorCodes } from "@casement/core";
import { createJsonResponse } from "./json-response.ts";

/** Problem details (RFC 9457) with a stable `code`. */
export interface ProblemDetails {
  readonly type: string;
  readonly title: string;
  readonly status: number;
  readonly detail: string;
  readonly code: string;
  /** What is wrong with the input.*/
  readonly errors?: readonly FieldError[];
  /** Machine-readable facts. */
  readonly details?: Readonly<Record<string, unknown>>;
}

export interface FieldError {
  readonly detail: string;
  /** JSON Pointer (RFC 6901) into the body, as a URI fragment. */
  readonly pointer: string;
  /** The rule of `ValidationIssue` that is not met, and what it demands. */
  readonly rule?: string;
  readonly limit?: string;
}

const errorsPage = "https://github.com/casement/casement/blob/main/docs/errors.md";

export function toProblemDetails(error: unknown): ProblemDetails {
  // The message of any other error may contain a person's data.
  const known = CasementError.is(error)
    ? error
    : new CasementError("internal", "An unexpected error occurred in the hub. See the hub's log.");
  const { issues, ...details } = known.details;
  return {
    type: `${errorsPage}#${known.code}`,
    title: errorCodes[known.code].means.replace(/\. .*$|\.$/s, ""),
    status: known.status,
    detail: known.message,
    code: known.code,
    ...(Array.isArray(issues) && {
      errors: issues.map(({ path, pointer, message, rule, limit }) => ({
        detail: String(message),
        pointer: toUriFragment(String(pointer ?? createIssue(path === "" ? [] : String(path).split("."), "").pointer)),
        ...(rule !== undefined && { rule }),
        ...(limit !== undefined && { limit: String(limit) }),
      })),
    }),
    ...(Object.keys(details).length > 0 && { details }),
  };
}

/** A JSON Pointer as a URI fragment: `#/attendees/0/email`. */
const toUriFragment = (pointer: string): string => `#${pointer.split("/").map(encodeURIComponent).join("/")}`;

export function createProblemResponse(error: unknown, headers: Readonly<Record<string, string>> = {}): Response {
  const problem = toProblemDetails(error);
  return createJsonResponse(problem, {
    status: problem.status,
    headers: {
      "content-type": "application/problem+json",
      ...(typeof problem.details?.until === "string" && { "retry-after": new Date(problem.details.until).toUTCString() }),
      ...(typeof problem.details?.retryAfter === "number" && { "retry-after": String(problem.details.retryAfter) }),
      ...(problem.code === "unauthorized" && { "www-authenticate": 'Bearer realm="Casement"' }),
      ...headers,
    },
  });
}
