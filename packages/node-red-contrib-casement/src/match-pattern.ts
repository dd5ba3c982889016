/** Whether a text fits a pattern in which `*` stands for any text. An empty pattern fits everything. */
export function matchesPattern(pattern: string | undefined, text: string): boolean {
  if (!pattern) return true;
  const source = pattern
    .trim()
    .replace(/[.+?^$()|[\]{}\\]/g, "\\$&")
    .replaceAll("*", ".*");
  return new RegExp(`^${source}$`).test(text);
}
