const streamable = "application/json, text/event-stream";

/**
 * The request with both media types of streamable HTTP in its `Accept` header, if it takes any (RFC 9110, 12.5.1): the MCP library looks for their
 * names only. The body has been read, and is left out.
 */
export function acceptingAny(request: Request): Request {
  const accept = request.headers.get("accept");
  if (accept !== null && !accept.split(",").some((range) => /^\s*\*\/\*\s*(;(?!\s*q=0(\.0*)?\s*$)|$)/.test(range))) return request;
  const headers = new Headers(request.headers);
  headers.set("accept", streamable);
  return new Request(request.url, { method: request.method, headers, signal: request.signal });
}
