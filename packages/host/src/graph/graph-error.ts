import { CasementError, type ErrorCode } from "@casement/core";
import type { GraphRequest, GraphResponse, RequestFailure } from "./graph-request.ts";

const codeByStatus = new Map<number, ErrorCode>([
  [401, "sign-in-required"],
  [404, "graph-not-found"],
  [409, "graph-conflict"],
  [410, "graph-not-found"],
  [412, "graph-conflict"],
  [502, "graph-unreachable"],
  [503, "graph-unreachable"],
  [504, "graph-unreachable"],
]);

const adviceByCode: Partial<Record<ErrorCode, string>> = {
  "sign-in-required": "Microsoft no longer accepts the account's sign-in. Sign in again.",
  "graph-not-found": "The item may have been deleted or moved.",
  "graph-conflict": "The item was changed in the meantime. Read it again, then repeat the change.",
  "graph-unreachable": "Microsoft Graph has an outage. Casement retries automatically.",
};

/** Turns Graph's error response into a `CasementError`. Omits Graph's message, which can quote addresses and subjects. */
export function createGraphError(request: GraphRequest, response: GraphResponse): CasementError {
  const code = codeByStatus.get(response.status) ?? "graph-error";
  const [graphCode, innerCode] = errorCodesOf(response.body);
  const requestId = codeText(response.headers["request-id"] ?? innerErrorOf(response.body)?.["request-id"]);
  const problem = `${request.method} ${request.shape}: Graph returned ${response.status}${graphCode ? ` ${graphCode}` : ""}.`;
  const advice =
    adviceByCode[code] ??
    (response.status === 403 ? "The account has no access to the item or lacks a permission." : "See the error details.");
  return new CasementError(code, `${problem} ${advice}`, {
    details: { status: response.status, code: graphCode, innerCode, requestId, method: request.method, path: request.shape },
  });
}

export const graphUnreachable = (request: GraphRequest, failure: RequestFailure): CasementError =>
  new CasementError(
    "graph-unreachable",
    failure.why === "timeout"
      ? `${request.method} ${request.shape}: no response from Microsoft Graph within ${request.timeoutMs / 1000} s.`
      : `${request.method} ${request.shape}: could not reach Microsoft Graph. Check the network connection.`,
    { details: { why: failure.why, network: networkCodeOf(failure.cause), method: request.method, path: request.shape } },
  );

export const outcomeUnknown = (request: GraphRequest, status: number | undefined): CasementError =>
  new CasementError(
    "outcome-unknown",
    `${request.method} ${request.shape} was sent, but its outcome is unknown${status ? ` (status ${status})` : ""}. It may have taken effect. Check before you repeat it.`,
    { details: { status, method: request.method, path: request.shape } },
  );

/** The error's `code` and its inner error's code. */
export function errorCodesOf(body: any): (string | undefined)[] {
  return [codeText(body?.error?.code), codeText(innerErrorOf(body)?.code)];
}

/** The system's error code of a network failure, such as "ECONNREFUSED", unwrapped from fetch's error. */
export function networkCodeOf(cause: unknown): string | undefined {
  for (let error: any = cause; error; error = error.cause ?? error.errors?.[0]) {
    if (typeof error.code === "string") return codeText(error.code);
  }
  return undefined;
}

const innerErrorOf = (body: any): any => body?.error?.innerError ?? body?.error?.innererror;
const codeText = (value: unknown): string | undefined => (typeof value === "string" && /^[\w.-]{1,80}$/.test(value) ? value : undefined);
