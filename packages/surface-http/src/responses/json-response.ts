import { toWellFormed } from "@casement/core";

/** JSON text. A half of a surrogate pair, which Graph may return and many readers refuse, becomes U+FFFD. */
export function toJsonText(value: unknown): string {
  const text = JSON.stringify(value);
  // Only such halves are written as escapes that begin like this.
  return text.includes("\\ud") ? JSON.stringify(toWellFormed(JSON.parse(text))) : text;
}

export function createJsonResponse(value: unknown, { headers, ...init }: ResponseInit = {}): Response {
  const text = toJsonText(value);
  const ownHeaders = { "content-type": "application/json", "content-length": String(Buffer.byteLength(text)) };
  return new Response(text, { ...init, headers: { ...ownHeaders, ...(headers as Record<string, string>) } });
}
