import { CasementError, errorCodes } from "@casement/core";

/** Problem details (RFC 9457) with a stable `code`. */
export interface ProblemDetails {
  readonly type: string;
  readonly title: string;
  readonly status: number;
  readonly detail: string;
  readonly code: string;
  /** What is wrong with the input. `pointer`: JSON Pointer (RFC 6901) into the body, as a URI fragment. */
  readonly errors?: readonly { readonly detail: string; readonly pointer: string }[];
  /** Machine-readable facts. */
  readonly details?: Readonly<Record<string, unknown>>;
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
      errors: issues.map(({ path, message }) => ({ detail: String(message), pointer: jsonPointerOf(String(path)) })),
    }),
    ...(Object.keys(details).length > 0 && { details }),
  };
}

/** `path`: `attendees.0.email`. */
function jsonPointerOf(path: string): string {
  const parts = path === "" ? [] : path.split(".");
  return ["#", ...parts.map((part) => encodeURIComponent(part.replaceAll("~", "~0").replaceAll("/", "~1")))].join("/");
}

export function createProblemResponse(error: unknown, headers: Readonly<Record<string, string>> = {}): Response {
  const problem = toProblemDetails(error);
  return Response.json(problem, {
    status: problem.status,
    headers: {
      "content-type": "application/problem+json",
      ...(typeof problem.details?.until === "string" && { "retry-after": new Date(problem.details.until).toUTCString() }),
      ...(problem.code === "unauthorized" && { "www-authenticate": 'Bearer realm="Casement"' }),
      ...headers,
    },
  });
}
