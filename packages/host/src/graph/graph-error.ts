import { CasementError, cutText, type ErrorCode, noMailboxCode } from "@casement/core";
import { describeCertificateProblem } from "./certificate-problems.ts";
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

/** Graph answers 400 for an ID that it cannot read: one that a person typed, or one of another service. No item has that ID. */
const malformedIdCode = "ErrorInvalidIdMalformed";

const noMailboxAdvice =
  "The user has no mailbox in this organization: a guest has none, nor a user without a license for Exchange Online. A guest sets accountType to work, which signs in to their own organization.";

const adviceByCode: Partial<Record<ErrorCode, string>> = {
  // Graph may refuse only this request, and accept the sign-in for others.
  "sign-in-required": "Graph did not accept the account's sign-in for this request. If that lasts, sign in again.",
  "graph-not-found": "The item may have been deleted or moved.",
  "graph-conflict": "The item was changed in the meantime. Read it again, then repeat the change.",
  "graph-unreachable": "Microsoft Graph has an outage. Casement retries automatically.",
};

/** Longest message of Graph that is passed on, in characters. */
const maxGraphMessage = 500;
const graphMessages = new WeakMap<CasementError, string>();

/**
 * What Graph said in plain words, of an error or of one of its causes. It can quote addresses and subjects, so only the caller of a service gets
 * it: the error, which is logged, does not contain it.
 */
export function graphMessageOf(error: unknown): string | undefined {
  for (let each: any = error, depth = 0; each !== undefined && each !== null && depth < 10; each = each.cause, depth++) {
    const message = CasementError.is(each) ? graphMessages.get(each) : undefined;
    if (message !== undefined) return message;
  }
  return undefined;
}

/** Turns Graph's error response into a `CasementError`. Omits Graph's message, which `graphMessageOf` returns. */
export function createGraphError(request: GraphRequest, response: GraphResponse): CasementError {
  const [graphCode, innerCode] = errorCodesOf(response.body);
  const code = graphCode === malformedIdCode ? "graph-not-found" : (codeByStatus.get(response.status) ?? "graph-error");
  const requestId = codeText(response.headers["request-id"] ?? innerErrorOf(response.body)?.["request-id"]);
  const problem = `${request.method} ${request.shape}: Graph returned ${response.status}${graphCode ? ` ${graphCode}` : ""}.`;
  const advice =
    (graphCode === noMailboxCode ? noMailboxAdvice : adviceByCode[code]) ??
    (response.status === 403 ? "The account has no access to the item or lacks a permission." : "See the error details.");
  const error = new CasementError(code, `${problem} ${advice}`, {
    details: { status: response.status, code: graphCode, innerCode, requestId, method: request.method, path: request.shape },
  });
  const message: unknown = (response.body as any)?.error?.message;
  if (typeof message === "string" && message.trim() !== "")
    graphMessages.set(error, cutText(message.replace(/\s+/g, " ").trim(), maxGraphMessage));
  return error;
}

/** A success response that cannot come from Graph. */
export class ForeignResponseError extends Error {}

export function graphUnreachable(request: GraphRequest, failure: RequestFailure): CasementError {
  const network = networkCodeOf(failure.cause);
  return new CasementError("graph-unreachable", `${request.method} ${request.shape}: ${describeFailure(request, failure, network)}`, {
    details: { why: failure.why, network, method: request.method, path: request.shape },
  });
}

function describeFailure(request: GraphRequest, { why, cause }: RequestFailure, network: string | undefined): string {
  if (why === "timeout") return `no response from Microsoft Graph within ${request.timeoutMs / 1000} s.`;
  if (cause instanceof ForeignResponseError)
    return "what came back is not a response of Graph. A proxy, or a network that asks for a sign-in, may have sent it.";
  if (cause instanceof SyntaxError) return "the response of Microsoft Graph was incomplete. Casement retries automatically.";
  return describeCertificateProblem("graph.microsoft.com", network) ?? "could not reach Microsoft Graph. Check the network connection.";
}

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
