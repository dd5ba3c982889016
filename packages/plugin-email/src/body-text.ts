import { htmlToText, plainText, sanitiseHtml } from "@casement/graph-text";
import type { GraphMessage } from "./graph-types.ts";

/** Characters. A body may have megabytes; nobody reads them in an attribute. */
const longestText = 20_000;
const longestHtml = 100_000;

type Body = GraphMessage["body"];

/** The body as it is read. `truncated` is absent when it is whole. */
export function textOf(body: Body): { text: string; truncated?: true } {
  const whole = body?.contentType.toLowerCase() === "html" ? htmlToText(body.content) : plainText(body?.content ?? "");
  return whole.length > longestText ? { text: cut(whole, longestText), truncated: true } : { text: whole };
}

/** The body as HTML that is safe to show; text becomes HTML. */
export function htmlOf(body: Body): { html: string; truncated?: true } {
  const whole = body?.contentType.toLowerCase() === "html" ? body.content : textToHtml(body?.content ?? "");
  // Cut before it is cleaned: the cleaner closes what the cut left open.
  return whole.length > longestHtml ? { html: sanitiseHtml(cut(whole, longestHtml)), truncated: true } : { html: sanitiseHtml(whole) };
}

/** Text as HTML that looks the same: lines stay lines. */
export function textToHtml(text: string): string {
  const escaped = text.replaceAll("&", "&amp;").replaceAll("<", "&lt;").replaceAll(">", "&gt;").replaceAll('"', "&quot;");
  return escaped.replaceAll(/\r?\n/g, "<br>\n").replaceAll("  ", " &nbsp;");
}

/** Not in the middle of a character. */
function cut(text: string, length: number): string {
  const end = text.charCodeAt(length - 1);
  return text.slice(0, end >= 0xd800 && end < 0xdc00 ? length - 1 : length);
}
