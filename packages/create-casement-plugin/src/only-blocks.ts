/**
 * Keeps the blocks of a text that `holds` wants, and takes the marks out: a block is between the lines `// #only a b`, kept when one of its
 * words holds, and `// #end`. Blocks may stand in blocks.
 */
export function onlyBlocks(text: string, holds: ReadonlySet<string>): string {
  const open: boolean[] = [];
  const kept: string[] = [];
  for (const line of text.split("\n")) {
    const words = /^\s*\/\/ #only (.+)$/.exec(line)?.[1]?.split(" ");
    if (words) open.push(words.some((word) => holds.has(word)));
    else if (/^\s*\/\/ #end$/.test(line)) open.pop();
    else if (!open.includes(false)) kept.push(line);
  }
  return kept.join("\n");
}
