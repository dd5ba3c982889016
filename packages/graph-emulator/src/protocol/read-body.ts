import { badRequest } from "./graph-fault.ts";

/**
 * Returns the JSON value of a body, or undefined without a body or for another content type.
 *
 * @throws GraphFault 400 for invalid JSON.
 */
export function readBody(headers: Headers, bytes: Uint8Array): unknown {
  if (bytes.length === 0) return undefined;
  const type = headers.get("content-type") ?? "application/json";
  if (!/json/i.test(type)) return undefined;
  try {
    return JSON.parse(new TextDecoder().decode(bytes));
  } catch {
    throw badRequest("Unable to read JSON request payload. Please ensure Content-Type header is set and payload is of valid JSON format.");
  }
}
