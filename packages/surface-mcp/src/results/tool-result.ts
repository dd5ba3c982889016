import { CasementError, type ErrorKind, errorCodes } from "@casement/core";
import type { CallToolResult } from "@modelcontextprotocol/sdk/types.js";
import { fitResult } from "./fit-result.ts";

/** An answer as structure and, for clients that know no structure, as the same JSON in text. */
export function toolResult(answer: Readonly<Record<string, unknown>>, limit?: number): CallToolResult {
  const fitted = fitResult(answer, limit);
  if (!fitted)
    throw new CasementError("too-large", "It was done, but the answer is too long. Ask for less: fewer items, a shorter time, no bodies.");
  return { content: [{ type: "text", text: JSON.stringify(fitted) }], structuredContent: fitted };
}

/** What the one who asked can do, by who has to act. */
const cures: Readonly<Record<ErrorKind, string>> = {
  user: "",
  operator: "A person has to do that: repeating the call does not help.",
  wait: "Try again later.",
  bug: "Repeating the call does not help.",
};

/** Code, message and what to do. Our own words only: what anything else says may hold contents. */
export function errorResult(error: unknown): CallToolResult {
  const known = CasementError.is(error) ? error : new CasementError("internal", "Something went wrong inside the hub. Its log says more.");
  const { until } = known.details;
  const when = typeof until === "string" ? `Not before ${until}.` : "";
  const parts = [`${known.code}: ${known.message}`, cures[errorCodes[known.code].kind], when];
  return { isError: true, content: [{ type: "text", text: parts.filter((part) => part !== "").join(" ") }] };
}
