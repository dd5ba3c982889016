import { Parser } from "htmlparser2";

const hidden = new Set(["head", "style", "script", "title", "template", "noscript"]);
const blocks = new Set(
  "address article aside blockquote body center dd div dl dt fieldset figcaption figure footer form h1 h2 h3 h4 h5 h6 header hr li main nav ol p pre section table tbody tfoot thead tr ul".split(
    " ",
  ),
);

/**
 * The readable text of an HTML body: a line per block and list item, no blank lines, entities decoded, pictures as their alternative
 * text. Addresses of links are left out. Text without tags comes back trimmed.
 */
export function htmlToText(html: string): string {
  const lines: string[] = [];
  const lists: { next: number | undefined }[] = [];
  let line = "";
  let bullet = "";
  let skipping = 0;
  let preformatted = 0;

  const endLine = (): void => {
    const text = preformatted > 0 ? line.trimEnd() : line.replaceAll(/[ \u00a0]+/g, " ").trim();
    if (text.trim() !== "") {
      lines.push(bullet + text);
      bullet = " ".repeat(bullet.length);
    }
    line = "";
  };
  const parser = new Parser({
    onopentag(name, { alt }) {
      if (hidden.has(name)) skipping++;
      else if (name === "br") endLine();
      else if (name === "td" || name === "th") line += " ";
      else if ((name === "img" || name === "emoji") && alt) line += alt;
      else if (blocks.has(name)) {
        endLine();
        if (name === "pre") preformatted++;
        if (name === "ul" || name === "ol") lists.push({ next: name === "ol" ? 1 : undefined });
        if (name === "li") bullet = bulletOf(lists);
      }
    },
    ontext(text) {
      if (skipping > 0) return;
      if (preformatted === 0) {
        line += text.replaceAll(/[\t\n\f\r]+/g, " ");
        return;
      }
      const [first = "", ...rest] = text.split(/\r?\n/);
      line += first;
      for (const next of rest) {
        endLine();
        line = next;
      }
    },
    onclosetag(name) {
      if (hidden.has(name)) skipping = Math.max(0, skipping - 1);
      else if (blocks.has(name)) {
        endLine();
        if (name === "pre") preformatted = Math.max(0, preformatted - 1);
        if (name === "ul" || name === "ol") lists.pop();
        if (name === "li") bullet = "";
      }
    },
  });
  parser.end(html);
  endLine();
  return lines.join("\n");
}

function bulletOf(lists: readonly { next: number | undefined }[]): string {
  const list = lists.at(-1);
  const indent = "  ".repeat(Math.min(Math.max(0, lists.length - 1), 10));
  return list?.next === undefined ? `${indent}- ` : `${indent}${list.next++}. `;
}

/** A plain-text body: line ends made one kind, trailing blanks gone, the lines kept. */
export function plainText(text: string): string {
  return text
    .replaceAll("\r\n", "\n")
    .split("\n")
    .map((line) => line.trimEnd())
    .join("\n")
    .trim();
}
