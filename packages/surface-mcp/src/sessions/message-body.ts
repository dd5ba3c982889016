import { isObject } from "../tools/compact-schema.ts";

/** The only revision with batches. A client without the header counts as one of it. */
const batchRevision = "2025-03-26";

/** Why the body of a POST is neither a JSON-RPC 2.0 message nor an allowed batch. Undefined: it is one of them. */
export function findBodyMistake(request: Request, body: unknown): string | undefined {
  if (!Array.isArray(body)) return isMessage(body) ? undefined : "The body is not a JSON-RPC 2.0 message.";
  if ((request.headers.get("mcp-protocol-version") ?? batchRevision) !== batchRevision)
    return `Only the revision ${batchRevision} has batches. Send one message.`;
  return body.length > 0 && body.every(isMessage) ? undefined : "The batch is empty, or a part of it is not a JSON-RPC 2.0 message.";
}

const isMessage = (value: unknown): boolean =>
  isObject(value) && value.jsonrpc === "2.0" && (typeof value.method === "string" || "result" in value || "error" in value);

export const createBodyError = (message: string): Response =>
  Response.json({ jsonrpc: "2.0", id: null, error: { code: -32_600, message } }, { status: 400 });
