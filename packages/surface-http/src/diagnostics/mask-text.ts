/** Replaces what can name a person or a thing: names of accounts, quoted texts, mail addresses, web addresses, ids and paths. */
export function createMask(accounts: readonly string[]): (text: string) => string {
  const numbers = new Map(accounts.map((name, at) => [name, `account-${at + 1}`]));
  return (text) =>
    text
      .replace(/"[^"]*"|'[^']*'|“[^”]*”/g, '"…"')
      .replace(/\b[a-z][a-z0-9+.-]*:\/\/\S+/gi, "(address)")
      .replace(/[^\s@<>(),;:]+@[^\s@<>(),;:]+/g, "(mail address)")
      .replace(/\b[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}\b/gi, "(id)")
      .replace(/(?<![\w.])(?:[A-Za-z]:)?[\\/](?:[^\s\\/:,;]+[\\/])+[^\s:,;]*/g, "(path)")
      .replace(/\b\d{1,3}(?:\.\d{1,3}){3}\b/g, "(address)")
      .replace(/[\w=+/-]{24,}/g, "(id)")
      .replace(/[a-z][a-z0-9-]*/g, (word) => numbers.get(word) ?? word);
}
