/** Defaults for every response. A route can set its own values. */
const defaultHeaders: Readonly<Record<string, string>> = {
  "cache-control": "no-store",
  "content-security-policy": "default-src 'none'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'",
  "cross-origin-opener-policy": "same-origin",
  "cross-origin-resource-policy": "same-origin",
  "referrer-policy": "no-referrer",
  "x-content-type-options": "nosniff",
  "x-frame-options": "DENY",
};

/** `mayBeFramed`: by pages of the same origin, as Home Assistant shows the dashboard. */
export function addSecurityHeaders(headers: Headers, mayBeFramed = false): void {
  for (const [name, value] of Object.entries(defaultHeaders)) if (!headers.has(name)) headers.set(name, value);
  if (!mayBeFramed) return;
  headers.set("x-frame-options", "SAMEORIGIN");
  const policy = headers.get("content-security-policy") ?? "";
  headers.set("content-security-policy", policy.replace("frame-ancestors 'none'", "frame-ancestors 'self'"));
}
