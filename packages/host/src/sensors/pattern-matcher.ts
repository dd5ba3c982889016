/** Tests an address (`account/plugin/sensor`, `plugin/event`) against patterns, in which `*` matches any text. */
export function createPatternMatcher(patterns: readonly string[] = []): (address: string) => boolean {
  const expressions = patterns.map((pattern) => new RegExp(`^${pattern.split("*").map(escapeRegExp).join(".*")}$`));
  return (address) => expressions.some((expression) => expression.test(address));
}

const escapeRegExp = (text: string): string => text.replace(/[.*+?^${}()|[\]\\]/g, "\\$&");
