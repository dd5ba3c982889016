import type sanitize from "sanitize-html";
import { lazyRequire } from "./lazy-require.ts";

const structureTags = "p div span br hr blockquote pre code h1 h2 h3 h4 h5 h6 ul ol li dl dt dd table caption thead tbody tfoot tr td th";
const styleTags = "b strong i em u s del ins sub sup small mark";

const options: sanitize.IOptions = {
  allowedTags: [...structureTags.split(" "), ...styleTags.split(" "), "a"],
  allowedAttributes: { a: ["href"], td: ["colspan", "rowspan"], th: ["colspan", "rowspan"], ol: ["start"] },
  allowedSchemes: ["http", "https", "mailto", "tel"],
  allowProtocolRelative: false,
  // The text inside these elements is removed too.
  nonTextTags: ["script", "style", "textarea", "option", "noscript", "title", "template", "xmp", "iframe", "object", "noembed", "noframes"],
  transformTags: {
    // Loading a picture would contact a server, or it refers to an attachment. Its alternative text replaces it.
    img: (_, { alt = "" }) => ({ tagName: "span", attribs: {}, text: alt }),
    emoji: (_, { alt = "" }) => ({ tagName: "span", attribs: {}, text: alt }),
  },
};

const loadSanitizer = lazyRequire<typeof sanitize>("sanitize-html");

/**
 * Reduces HTML to text, structure and links, which are safe to show anywhere. Scripts, styles, event handlers, forms, frames and pictures
 * are removed, so nothing runs and nothing is loaded. Links keep only http, https, mailto and tel. Unclosed tags are closed.
 */
export function sanitizeHtml(html: string): string {
  return loadSanitizer()(html, options).trim();
}
