/** No line breaks at the space that French sets before some signs, and the apostrophe of print. */
export function withFrenchSpaces<T>(texts: T): T {
  if (typeof texts === "string") return texts.replace(/ (?=[?!:;»])|(?<=«) /g, "\u00a0").replace(/(?<=\p{L})'(?=\p{L})/gu, "’") as T;
  if (typeof texts !== "object" || texts === null) return texts;
  const entries = Object.entries(texts).map(([name, value]) => [name, withFrenchSpaces(value)]);
  return (Array.isArray(texts) ? entries.map(([, value]) => value) : Object.fromEntries(entries)) as T;
}
