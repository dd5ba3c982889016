import type { Handler } from "htmlparser2";
import { fromRequire } from "./from-require.ts";

const htmlparser2 = fromRequire<typeof import("htmlparser2")>("htmlparser2");

/** Elements within elements: nobody writes more, and the parser slows down with the square of it. */
const deepest = 500;
/** Characters after which that is looked at. */
const slice = 10_000;

const hidden = new Set(["head", "style", "script", "title", "template", "noscript"]);
const blocks = new Set(
  "address article aside blockquote body center dd div dl dt fieldset figcaption figure footer form h1 h2 h3 h4 h5 h6 header hr li main nav ol p pre section table tbody tfoot thead tr ul".split(
    " ",
  ),
);

/**
 * The readable text of an HTML body: a line per block and list item, a blank one where line breaks leave it empty (never two), entities
 * decoded, pictures as their alternative text. Addresses of links are left out. Text without tags comes back trimmed. Anybody can send a
 * message or an invitation, so the time it takes grows with the length alone.
 */
export function htmlToText(html: string): string {
  const lines: string[] = [];
  const lists: { next: number | undefined }[] = [];
  let line = "";
  let bullet = "";
  let skipping = 0;
  let preformatted = 0;

  /** A line break ends a line, even an empty one; the edge of a block only one that has begun. */
  const endLine = (broken = false): void => {
    const text = preformatted > 0 ? line.trimEnd() : line.replaceAll(/[ \u00a0]+/g, " ").trim();
    if (text.trim() !== "") {
      lines.push(bullet + text);
      bullet = " ".repeat(bullet.length);
    } else if (broken && lines.length > 0 && lines.at(-1) !== "") lines.push("");
    line = "";
  };
  let depth = 0;
  const handler: Partial<Handler> = {
    onopentag(name, { alt }) {
      depth++;
      if (hidden.has(name)) skipping++;
      else if (name === "br") endLine(true);
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
        endLine(true);
        line = next;
      }
    },
    onclosetag(name) {
      depth--;
      if (hidden.has(name)) skipping = Math.max(0, skipping - 1);
      else if (blocks.has(name)) {
        endLine();
        if (name === "pre") preformatted = Math.max(0, preformatted - 1);
        if (name === "ul" || name === "ol") lists.pop();
        if (name === "li") bullet = "";
      }
    },
  };
  const { Parser } = htmlparser2();
  let parser = new Parser(handler);
  for (let at = 0; at < html.length; at += slice) {
    parser.write(html.slice(at, at + slice));
    if (depth < deepest) continue;
    parser.end();
    parser = new Parser(handler);
  }
  parser.end();
  endLine();
  return lines.join("\n").trimEnd();
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
