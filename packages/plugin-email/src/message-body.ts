import { htmlToText, plainText, sanitizeHtml } from "@casement/graph-text";
import type { GraphMessage } from "./graph-types.ts";

/** Characters. A body can have megabytes, which nobody reads in an attribute. */
const maxTextLength = 20_000;
const maxHtmlLength = 100_000;

type GraphBody = GraphMessage["body"];

/** The body as readable text. `truncated` is absent if the text is complete. */
export function bodyToText(body: GraphBody): { text: string; truncated?: true } {
  const text = body?.contentType.toLowerCase() === "html" ? htmlToText(body.content) : plainText(body?.content ?? "");
  return text.length > maxTextLength ? { text: truncate(text, maxTextLength), truncated: true } : { text };
}

/** The body as sanitized HTML. A text body is converted. */
export function bodyToHtml(body: GraphBody): { html: string; truncated?: true } {
  const html = body?.contentType.toLowerCase() === "html" ? body.content : textToHtml(body?.content ?? "");
  // Truncated first, because the sanitizer closes the elements that the cut leaves open.
  return html.length > maxHtmlLength
    ? { html: sanitizeHtml(truncate(html, maxHtmlLength)), truncated: true }
    : { html: sanitizeHtml(html) };
}

/** Text as HTML that looks the same, with its line breaks. */
export function textToHtml(text: string): string {
  const escaped = text.replaceAll("&", "&amp;").replaceAll("<", "&lt;").replaceAll(">", "&gt;").replaceAll('"', "&quot;");
  return escaped.replaceAll(/\r?\n/g, "<br>\n").replaceAll("  ", " &nbsp;");
}

/** Does not split a surrogate pair. */
function truncate(text: string, length: number): string {
  const end = text.charCodeAt(length - 1);
  return text.slice(0, end >= 0xd800 && end < 0xdc00 ? length - 1 : length);
}
