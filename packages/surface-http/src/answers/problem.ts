import { CasementError, errorCodes } from "@casement/core";

/** Problem details (RFC 9457) with our stable `code`. */
export interface Problem {
  readonly type: string;
  readonly title: string;
  readonly status: number;
  readonly detail: string;
  readonly code: string;
  /** What is wrong with the input, each with a JSON Pointer into it (RFC 6901, as a URI fragment). */
  readonly errors?: readonly { readonly detail: string; readonly pointer: string }[];
  /** Facts for programs. */
  readonly details?: Readonly<Record<string, unknown>>;
}

const docs = "https://github.com/casement/casement/blob/main/docs/errors.md";

export function problemOf(error: unknown): Problem {
  // What anything else says may hold contents.
  const known = CasementError.is(error) ? error : new CasementError("internal", "Something went wrong inside the hub. Its log says more.");
  const { issues, ...details } = known.details;
  return {
    type: `${docs}#${known.code}`,
    title: errorCodes[known.code].means.replace(/\. .*$|\.$/s, ""),
    status: known.status,
    detail: known.message,
    code: known.code,
    ...(Array.isArray(issues) && {
      errors: issues.map(({ path, message }) => ({ detail: String(message), pointer: pointerTo(String(path)) })),
    }),
    ...(Object.keys(details).length > 0 && { details }),
  };
}

const pointerTo = (path: string): string =>
  ["#", ...(path === "" ? [] : path.split(".").map((part) => encodeURIComponent(part.replaceAll("~", "~0").replaceAll("/", "~1"))))].join(
    "/",
  );

export function problemResponse(error: unknown, headers: Readonly<Record<string, string>> = {}): Response {
  const problem = problemOf(error);
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
