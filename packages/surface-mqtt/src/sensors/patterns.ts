/** Whether a sensor's address fits one of the patterns; `*` stands for anything. */
export function matcher(patterns: readonly string[] = []): (address: string) => boolean {
  const expressions = patterns.map((pattern) => new RegExp(`^${pattern.split("*").map(literal).join(".*")}$`));
  return (address) => expressions.some((expression) => expression.test(address));
}

const literal = (text: string): string => text.replace(/[.*+?^${}()|[\]\\]/g, "\\$&");
