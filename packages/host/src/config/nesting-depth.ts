const maxBrackets = 100;
const maxIndent = 500;

/** Where a YAML text is nested more deeply than any configuration, so deep that parsing it could exhaust the stack. Undefined: nowhere. */
export function tooDeepPosition(text: string): { line: number; column: number } | undefined {
  let depth = 0;
  for (const [at, line] of text.split("\n").entries()) {
    // Block collections can begin on the line of their parent: `- - - x`.
    if (/^[\s?:-]*/.exec(line)![0].length > maxIndent) return { line: at + 1, column: maxIndent };
    for (let column = 0; column < line.length; column++) {
      const character = line[column];
      if (character === "[" || character === "{") depth++;
      else if ((character === "]" || character === "}") && depth > 0) depth--;
      if (depth > maxBrackets) return { line: at + 1, column: column + 1 };
    }
  }
  return undefined;
}
