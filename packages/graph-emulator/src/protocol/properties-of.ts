/** Properties of JSON from a client, not yet checked. A value that is not an object has none. */
export type JsonProperties = Readonly<Record<string, unknown>>;

export const propertiesOf = (given: unknown): JsonProperties =>
  typeof given === "object" && given !== null ? (given as JsonProperties) : {};

/** Returns a string from a client, or undefined for any other value. */
export const textOf = (given: unknown): string | undefined => (typeof given === "string" ? given : undefined);

/** Returns the items of a list from a client. A value that is not a list has none. */
export const itemsOf = (given: unknown): readonly unknown[] => (Array.isArray(given) ? given : []);

/** Reads a `dateTimeTimeZone` from a client. Whether it is a valid time shows when it is parsed. */
export function dateTimeTimeZoneOf(given: unknown): { dateTime: string; timeZone?: string } {
  const { dateTime, timeZone } = propertiesOf(given);
  return { dateTime: String(dateTime), ...(typeof timeZone === "string" ? { timeZone } : {}) };
}
