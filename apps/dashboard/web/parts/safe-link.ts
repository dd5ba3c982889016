/** Returns https addresses only, so that no link from a message or an event can run a script. */
export function toSafeLink(value: unknown): string | undefined {
  if (typeof value !== "string" || !URL.canParse(value)) return undefined;
  return new URL(value).protocol === "https:" ? value : undefined;
}
