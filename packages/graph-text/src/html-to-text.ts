import type { Handler } from "htmlparser2";
import { removeHidden } from "./hidden-elements.ts";
import { lazyRequire } from "./lazy-require.ts";
import { boundHtml } from "./max-html-length.ts";

const htmlparser2 = lazyRequire<typeof import("htmlparser2")>("htmlparser2");

/** Nested elements. No real body has more, and the parser's time grows with the square of the depth. */
const maxDepth = 500;
/** Characters to parse between two checks of the depth. */
const chunkLength = 10_000;

const hiddenElements = new Set(["head", "style", "script", "title", "template", "noscript"]);
const blockElements = new Set(
  "address article aside blockquote body center dd div dl dt fieldset figcaption figure footer form h1 h2 h3 h4 h5 h6 header hr li main nav ol p pre section table tbody tfoot thead tr ul".split(
    " ",
  ),
);

/**
 * The readable text of an HTML body: one line for each block and list item, at most one blank line in a row, entities decoded, pictures
 * replaced by their alternative text. Hidden text and the addresses of links are omitted. Text without tags is returned trimmed. The running time is linear
 * in the length, because anyone can send a message or an invitation. What is beyond `maxHtmlLength` is left out.
 */
export function htmlToText(body: string): string {
  const html = removeHidden(boundHtml(body));
  const lines: string[] = [];
  const lists: { next: number | undefined }[] = [];
  let line = "";
  let bullet = "";
  let hiddenDepth = 0;
  let preformattedDepth = 0;

  /** A line break (`isBreak`) ends even an empty line. The edge of a block ends only a line that has text. */
  const endLine = (isBreak = false): void => {
    const text = preformattedDepth > 0 ? line.trimEnd() : line.replaceAll(/[ \u00a0]+/g, " ").trim();
    if (text.trim() !== "") {
      lines.push(bullet + text);
      bullet = " ".repeat(bullet.length);
    } else if (isBreak && lines.length > 0 && lines.at(-1) !== "") lines.push("");
    line = "";
  };
  let depth = 0;
  const handler: Partial<Handler> = {
    onopentag(name, { alt }) {
      depth++;
      if (hiddenElements.has(name)) hiddenDepth++;
      else if (name === "br") endLine(true);
      else if (name === "td" || name === "th") line += " ";
      else if ((name === "img" || name === "emoji") && alt) line += alt;
      else if (blockElements.has(name)) {
        endLine();
        if (name === "pre") preformattedDepth++;
        if (name === "ul" || name === "ol") lists.push({ next: name === "ol" ? 1 : undefined });
        if (name === "li") bullet = bulletOf(lists);
      }
    },
    ontext(text) {
      if (hiddenDepth > 0) return;
      if (preformattedDepth === 0) {
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
      if (hiddenElements.has(name)) hiddenDepth = Math.max(0, hiddenDepth - 1);
      else if (blockElements.has(name)) {
        endLine();
        if (name === "pre") preformattedDepth = Math.max(0, preformattedDepth - 1);
        if (name === "ul" || name === "ol") lists.pop();
        if (name === "li") bullet = "";
      }
    },
  };
  const { Parser } = htmlparser2();
  let parser = new Parser(handler);
  for (let at = 0; at < html.length; ) {
    const chunk = html.slice(at, at + chunkLength);
    // Not within a tag, whose second half would be text after the parser has been ended.
    const lastTag = at + chunkLength < html.length ? chunk.lastIndexOf("<") : -1;
    const part = lastTag > 0 ? chunk.slice(0, lastTag) : chunk;
    parser.write(part);
    at += part.length;
    if (depth < maxDepth) continue;
    // Ending the parser closes every element, which resets the depth.
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

/** A plain-text body with LF line endings and without trailing spaces. Lines are kept. */
export function plainText(text: string): string {
  return text
    .replaceAll("\r\n", "\n")
    .split("\n")
    .map((line) => line.trimEnd())
    .join("\n")
    .trim();
}
