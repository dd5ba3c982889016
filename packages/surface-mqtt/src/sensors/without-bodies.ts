/** Where plugins put what people wrote: the text of a message, an event, a task or an automatic reply. */
const bodies = new Set([
  "body",
  "bodyText",
  "bodyHtml",
  "bodyPreview",
  "preview",
  "content",
  "contentText",
  "contentHtml",
  "html",
  "internalReply",
  "externalReply",
]);

/** The same value without the texts that people wrote, at any depth. */
export function withoutBodies(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(withoutBodies);
  if (typeof value !== "object" || value === null) return value;
  const kept = Object.entries(value).filter(([key]) => !bodies.has(key));
  return Object.fromEntries(kept.map(([key, item]) => [key, withoutBodies(item)]));
}
