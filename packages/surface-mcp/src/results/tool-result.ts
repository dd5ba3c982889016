import { CasementError, type ErrorKind, errorCodes, toWellFormed } from "@casement/core";
import type { CallToolResult } from "@modelcontextprotocol/server";
import { cleanText, cleanTexts } from "./clean-text.ts";
import { fitResult } from "./fit-result.ts";

/**
 * A result as structured content and as the same JSON in text, for clients that support only text. What came from Microsoft 365 is cleaned and
 * marked with `untrusted`, because other people wrote some of it.
 * @throws CasementError `too-large` when the result cannot be shortened enough
 */
export function toToolResult(output: Readonly<Record<string, unknown>>, origin: ResultOrigin, limit?: number): CallToolResult {
  const fitted = fitResult(origin === "microsoft" ? markUntrusted(output) : toWellFormed(output), limit);
  if (!fitted)
    throw new CasementError(
      "too-large",
      "The call succeeded, but its result is too long. Ask for less: fewer items, a shorter period, no bodies.",
    );
  return { content: [{ type: "text", text: JSON.stringify(fitted) }], structuredContent: fitted };
}

export type ResultOrigin = "microsoft" | "hub";

/** First, so that a model reads it before the rest. */
export const markUntrusted = (output: Readonly<Record<string, unknown>>): Readonly<Record<string, unknown>> => ({
  untrusted: true,
  ...cleanTexts(toWellFormed(output)),
});

/** What the caller can do, by who must act. */
const cures: Readonly<Record<ErrorKind, string>> = {
  user: "",
  operator: "A person must fix this. Repeating the call does not help.",
  wait: "Try again later.",
  bug: "Repeating the call does not help.",
};

/** Code, message and what to do. Uses only messages of Casement's own errors: any other error's message may quote contents. */
export function toErrorResult(error: unknown): CallToolResult {
  const casementError = CasementError.is(error)
    ? error
    : new CasementError("internal", "An internal error occurred in the hub. See its log.");
  const { until, graphMessage } = casementError.details;
  const notBefore = typeof until === "string" ? `Not before ${until}.` : "";
  const said = typeof graphMessage === "string" ? `Microsoft Graph says: ${graphMessage}` : "";
  const parts = [`${casementError.code}: ${casementError.message}`, said, cures[errorCodes[casementError.code].kind], notBefore];
  return { isError: true, content: [{ type: "text", text: cleanText(toWellFormed(parts.filter((part) => part !== "").join(" "))) }] };
}
