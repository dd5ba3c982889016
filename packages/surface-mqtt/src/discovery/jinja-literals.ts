// Literals of Jinja, the language of Home Assistant's templates.

const toJinjaString = (text: string): string => `'${text.replace(/['\\]/g, "\\$&")}'`;

/** `['a', 'b']` */
export const toJinjaList = (items: readonly string[]): string => `[${items.map(toJinjaString).join(", ")}]`;

/** `{'a': 'b'}` */
export const toJinjaMap = (entries: ReadonlyMap<string, string>): string =>
  `{${[...entries].map(([key, value]) => `${toJinjaString(key)}: ${toJinjaString(value)}`).join(", ")}}`;
