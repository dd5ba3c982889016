/** The properties of JSON that a client sent, none of them checked yet; of what is no object, none. */
export type JsonProperties = Readonly<Record<string, unknown>>;

export const propertiesOf = (given: unknown): JsonProperties =>
  typeof given === "object" && given !== null ? (given as JsonProperties) : {};

/** A text that a client sent; undefined for anything else. */
export const textOf = (given: unknown): string | undefined => (typeof given === "string" ? given : undefined);

/** The items of a list that a client sent; of what is no list, none. */
export const itemsOf = (given: unknown): readonly unknown[] => (Array.isArray(given) ? given : []);

/** A `dateTimeTimeZone` that a client sent; whether it is a time shows when it is read. */
export function dateTimeTimeZoneOf(given: unknown): { dateTime: string; timeZone?: string } {
  const { dateTime, timeZone } = propertiesOf(given);
  return { dateTime: String(dateTime), ...(typeof timeZone === "string" ? { timeZone } : {}) };
}
