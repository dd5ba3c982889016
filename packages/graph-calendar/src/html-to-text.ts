const entities: Record<string, string> = {
  amp: "&",
  lt: "<",
  gt: ">",
  quot: '"',
  apos: "'",
  nbsp: " ",
  hellip: "…",
  ndash: "–",
  mdash: "—",
  euro: "€",
};

/** The readable text of an HTML body: a line per block and line break, at most one blank line at a time, entities decoded. */
export function htmlToText(html: string): string {
  const marked = html
    .replaceAll(/<!--[\s\S]*?-->/g, "")
    .replaceAll(/<(head|style|script|title)\b[^>]*>[\s\S]*?<\/\1\s*>/gi, "")
    .replaceAll(/[\s\0]+/g, " ")
    .replaceAll(/<(?:br|hr)\b[^>]*>/gi, "\n")
    .replaceAll(/<\/?(?:p|div|li|ul|ol|tr|table|h[1-6]|blockquote|pre|body)\b[^>]*>/gi, "\0")
    .replaceAll(/<\/t[dh]\s*>/gi, " ")
    .replaceAll(/<[a-z/!][^>]*>/gi, "");
  const lines: string[] = [];
  for (const [, text = "", end] of marked.matchAll(/([^\n\0]*)(\n|\0|$)/g)) {
    const line = text
      .replaceAll(/&(?:#(\d+)|#x([0-9a-f]+)|([a-z]+));/gi, decode)
      .replaceAll(/[ \u00a0]+/g, " ")
      .trim();
    // A line break ends a line, even an empty one; the edge of a block only one that has begun.
    if (line !== "" || (end === "\n" && lines.length > 0 && lines.at(-1) !== "")) lines.push(line);
  }
  return lines.join("\n").trim();
}

function decode(whole: string, decimal?: string, hex?: string, name?: string): string {
  if (name !== undefined) return entities[name.toLowerCase()] ?? whole;
  const code = decimal === undefined ? Number.parseInt(hex ?? "", 16) : Number(decimal);
  return code > 0 && code <= 0x10ffff ? String.fromCodePoint(code) : whole;
}

/** A plain-text body: line ends made one kind, trailing blanks gone, the lines kept. */
export function plainText(text: string): string {
  return text
    .replaceAll("\r\n", "\n")
    .replaceAll(/[ \t]+$/gm, "")
    .trim();
}
