/** A plain text in a template of Home Assistant. */
const quoted = (text: string): string => `'${text.replace(/['\\]/g, "\\$&")}'`;

/** `['a', 'b']` */
export const listOf = (items: readonly string[]): string => `[${items.map(quoted).join(", ")}]`;

/** `{'a': 'b'}` */
export const tableOf = (items: ReadonlyMap<string, string>): string =>
  `{${[...items].map(([key, value]) => `${quoted(key)}: ${quoted(value)}`).join(", ")}}`;

/** Whether a table says more than its keys. */
export const translates = (items: ReadonlyMap<string, string>): boolean => [...items].some(([key, value]) => key !== value);
