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
  "sign-in-required": "The account's sign-in is not accepted any more. Sign in again.",
  "graph-not-found": "The item may have been removed or moved.",
  "graph-conflict": "Somebody else changed the item meanwhile. Read it again and repeat.",
  "graph-unreachable": "Microsoft Graph has an outage. It is tried again by itself.",
};

/** Graph's refusal as our error. Graph's own sentence is left out: it quotes addresses and subjects. */
export function createGraphError(request: GraphRequest, response: GraphResponse): CasementError {
  const code = codeByStatus.get(response.status) ?? "graph-error";
  const [graphCode, innerCode] = errorCodesOf(response.body);
  const requestId = codeText(response.headers["request-id"] ?? innerErrorOf(response.body)?.["request-id"]);
  const what = `${request.method} ${request.shape}: Graph answered ${response.status}${graphCode ? ` ${graphCode}` : ""}.`;
  const then =
    adviceByCode[code] ??
    (response.status === 403 ? "The account has no access to the item, or lacks a permission." : "The details say what was asked.");
  return new CasementError(code, `${what} ${then}`, {
    details: { status: response.status, code: graphCode, innerCode, requestId, method: request.method, path: request.shape },
  });
}

export const graphUnreachable = (request: GraphRequest, failure: RequestFailure): CasementError =>
  new CasementError(
    "graph-unreachable",
    failure.why === "timeout"
      ? `${request.method} ${request.shape}: no answer from Microsoft Graph within ${request.timeoutMs / 1000} s.`
      : `${request.method} ${request.shape}: Microsoft Graph cannot be reached. Check the network.`,
    { details: { why: failure.why, network: networkCodeOf(failure.cause), method: request.method, path: request.shape } },
  );

export const outcomeUnknown = (request: GraphRequest, status: number | undefined): CasementError =>
  new CasementError(
    "outcome-unknown",
    `${request.method} ${request.shape} was sent, but no clear answer came${status ? ` (status ${status})` : ""}. It may have taken effect: look before you repeat it.`,
    { details: { status, method: request.method, path: request.shape } },
  );

/** `error.code` and the codes inside it, outermost first. */
export function errorCodesOf(body: any): (string | undefined)[] {
  return [codeText(body?.error?.code), codeText(innerErrorOf(body)?.code)];
}

/** The system's name of a network failure ("ECONNREFUSED"), dug out of fetch's wrapping. */
export function networkCodeOf(cause: unknown): string | undefined {
  for (let error: any = cause; error; error = error.cause ?? error.errors?.[0]) {
    if (typeof error.code === "string") return codeText(error.code);
  }
  return undefined;
}

const innerErrorOf = (body: any): any => body?.error?.innerError ?? body?.error?.innererror;
const codeText = (value: unknown): string | undefined => (typeof value === "string" && /^[\w.-]{1,80}$/.test(value) ? value : undefined);
