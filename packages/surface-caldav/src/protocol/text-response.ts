/** A text with its ETag. 304 if the client has it already; HEAD gets the headers alone. */
export async function createTextResponse(
  request: Request,
  { etag, type, text }: { readonly etag: string; readonly type: string; readonly text: () => string | Promise<string> },
): Promise<Response> {
  const headers = { etag, "cache-control": "private, no-cache" };
  if (isKnown(request.headers.get("if-none-match"), etag)) return new Response(null, { status: 304, headers });
  const content = await text();
  const full = { ...headers, "content-type": type, "content-length": String(Buffer.byteLength(content)) };
  return new Response(request.method === "HEAD" ? null : content, { headers: full });
}

/** Compared weakly, as RFC 9110 says: proxies that compress answers make an ETag weak. */
const isKnown = (header: string | null, etag: string): boolean =>
  (header ?? "").split(",").some((each) => each.trim() === "*" || each.trim().replace(/^W\//, "") === etag);
