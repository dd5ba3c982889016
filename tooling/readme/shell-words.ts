/** The words of a line of a shell, without their quotes. Substitutions such as `$(date +%F)` stay in their word. */
export function shellWords(line: string): readonly string[] {
  const word = /(?:"[^"]*"|'[^']*'|\$\([^)]*\)|[^\s"'])+/g;
  return (line.match(word) ?? []).map((part) => part.replaceAll(/"([^"]*)"|'([^']*)'/g, (_, double, single) => double ?? single));
}

/** The commands of a text of a shell: lines that end with a backslash are joined, comments left out, and `a && b` are two commands. */
export function shellCommands(text: string): readonly { readonly line: string; readonly row: number }[] {
  const rows = text.split("\n");
  const found: { line: string; row: number }[] = [];
  let open = "";
  let begin = 0;
  rows.forEach((row, index) => {
    if (open === "") begin = index;
    open += row.replace(/\\$/, " ");
    if (row.endsWith("\\")) return;
    const line = open.replace(/(^|\s)#.*$/, "").trim();
    open = "";
    for (const part of line.split(/\s+(?:&&|\|\||;)\s+/)) if (part !== "") found.push({ line: part.replace(/\s+&$/, ""), row: begin });
  });
  return found;
}
