/** Attribute names under which plugins put texts that people wrote: of a message, an Outlook event, a task or an automatic reply. */
const bodyNames = new Set([
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

/** Copies a value without the texts that people wrote, at any depth. */
export function removeBodies(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(removeBodies);
  if (typeof value !== "object" || value === null) return value;
  const kept = Object.entries(value).filter(([key]) => !bodyNames.has(key));
  return Object.fromEntries(kept.map(([key, item]) => [key, removeBodies(item)]));
}
