/**
 * Keeps the blocks of a text whose condition holds, and removes the markers. A block begins with the line `// #only a b`, which holds if one of
 * its words is in `conditions`, and ends with `// #end`. Blocks can be nested.
 */
export function keepBlocks(text: string, conditions: ReadonlySet<string>): string {
  const open: boolean[] = [];
  const kept: string[] = [];
  for (const line of text.split("\n")) {
    const words = /^\s*\/\/ #only (.+)$/.exec(line)?.[1]?.split(" ");
    if (words) open.push(words.some((word) => conditions.has(word)));
    else if (/^\s*\/\/ #end$/.test(line)) open.pop();
    else if (!open.includes(false)) kept.push(line);
  }
  return kept.join("\n");
}
