/** For everything. A route that needs other values sets them itself. */
const headers: Readonly<Record<string, string>> = {
  "cache-control": "no-store",
  "content-security-policy": "default-src 'none'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'",
  "cross-origin-opener-policy": "same-origin",
  "cross-origin-resource-policy": "same-origin",
  "referrer-policy": "no-referrer",
  "x-content-type-options": "nosniff",
  "x-frame-options": "DENY",
};

export function addSecurityHeaders(response: Headers): void {
  for (const [name, value] of Object.entries(headers)) if (!response.has(name)) response.set(name, value);
}
