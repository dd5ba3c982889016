import { truncateText } from "@casement/core";
import { htmlToText, maxHtmlLength as maxReadLength, plainText, sanitizeHtml } from "@casement/graph-text";
import type { GraphMessage } from "./graph-message.ts";

/** Characters. A body can have megabytes, which nobody reads in an attribute. */
const maxTextLength = 20_000;
const maxHtmlLength = 100_000;

type GraphBody = GraphMessage["body"];

/** The body as readable text. `truncated` is absent if the text is complete. */
export function bodyToText(body: GraphBody): { text: string; truncated?: true } {
  const content = contentOf(body);
  const text = isHtml(body) ? htmlToText(content) : plainText(content);
  if (text.length > maxTextLength) return { text: truncateText(text, maxTextLength), truncated: true };
  return isHtml(body) && content.length > maxReadLength ? { text, truncated: true } : { text };
}

/** The body as sanitized HTML. A text body is converted. `pictures`: see `sanitizeHtml`. */
export function bodyToHtml(body: GraphBody, options?: { readonly pictures: boolean }): { html: string; truncated?: true } {
  const html = isHtml(body) ? contentOf(body) : textToHtml(contentOf(body));
  // Truncated first, because the sanitizer closes the elements that the cut leaves open.
  return html.length > maxHtmlLength
    ? { html: sanitizeHtml(truncateText(html, maxHtmlLength), options), truncated: true }
    : { html: sanitizeHtml(html, options) };
}

/** Graph returns null or nothing for a body that it cannot show. */
const contentOf = (body: GraphBody): string => (typeof body?.content === "string" ? body.content : "");
const isHtml = (body: GraphBody): boolean => String(body?.contentType).toLowerCase() === "html";

/** Text as HTML that looks the same, with its line breaks. */
export function textToHtml(text: string): string {
  const escaped = text.replaceAll("&", "&amp;").replaceAll("<", "&lt;").replaceAll(">", "&gt;").replaceAll('"', "&quot;");
  return escaped.replaceAll(/\r?\n/g, "<br>\n").replaceAll("  ", " &nbsp;");
}
