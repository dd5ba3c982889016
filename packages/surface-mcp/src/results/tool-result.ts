import { CasementError, type ErrorKind, errorCodes } from "@casement/core";
import type { CallToolResult } from "@modelcontextprotocol/sdk/types.js";
import { fitResult } from "./fit-result.ts";

/**
 * A result as structured content and as the same JSON in text, for clients that support only text.
 * @throws CasementError `too-large` when the result cannot be shortened enough
 */
export function toToolResult(output: Readonly<Record<string, unknown>>, limit?: number): CallToolResult {
  const fitted = fitResult(output, limit);
  if (!fitted)
    throw new CasementError(
      "too-large",
      "The call succeeded, but its result is too long. Ask for less: fewer items, a shorter period, no bodies.",
    );
  return { content: [{ type: "text", text: JSON.stringify(fitted) }], structuredContent: fitted };
}

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
  const { until } = casementError.details;
  const notBefore = typeof until === "string" ? `Not before ${until}.` : "";
  const parts = [`${casementError.code}: ${casementError.message}`, cures[errorCodes[casementError.code].kind], notBefore];
  return { isError: true, content: [{ type: "text", text: parts.filter((part) => part !== "").join(" ") }] };
}
