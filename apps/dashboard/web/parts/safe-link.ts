/** An address that may be a link: https only, so that nothing of a message or an event runs as a script. */
export function safeLink(value: unknown): string | undefined {
  if (typeof value !== "string" || !URL.canParse(value)) return undefined;
  return new URL(value).protocol === "https:" ? value : undefined;
}
