/**
 * JSON without lone surrogates, which strict parsers refuse: each becomes U+FFFD. Microsoft can return them, and a text can be cut inside a
 * character. Source: RFC 8259, section 8.2.
 */
export function toWellFormed<T>(json: T): T;
export function toWellFormed(json: unknown): unknown {
  if (typeof json === "string") return json.toWellFormed();
  if (Array.isArray(json)) return json.map((item) => toWellFormed(item));
  if (typeof json !== "object" || json === null) return json;
  return Object.fromEntries(Object.entries(json).map(([key, value]) => [key.toWellFormed(), toWellFormed(value)]));
}
