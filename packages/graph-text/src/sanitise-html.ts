import type sanitize from "sanitize-html";
import { fromRequire } from "./from-require.ts";

const structure = "p div span br hr blockquote pre code h1 h2 h3 h4 h5 h6 ul ol li dl dt dd table caption thead tbody tfoot tr td th";
const style = "b strong i em u s del ins sub sup small mark";

const options: sanitize.IOptions = {
  allowedTags: [...structure.split(" "), ...style.split(" "), "a"],
  allowedAttributes: { a: ["href"], td: ["colspan", "rowspan"], th: ["colspan", "rowspan"], ol: ["start"] },
  allowedSchemes: ["http", "https", "mailto", "tel"],
  allowProtocolRelative: false,
  // Their text is not for reading either.
  nonTextTags: ["script", "style", "textarea", "option", "noscript", "title", "template", "xmp", "iframe", "object", "noembed", "noframes"],
  transformTags: {
    // A picture would be fetched from somewhere, or refer to an attachment: its alternative text stands for it.
    img: (_, { alt = "" }) => ({ tagName: "span", attribs: {}, text: alt }),
    emoji: (_, { alt = "" }) => ({ tagName: "span", attribs: {}, text: alt }),
  },
};

const sanitizer = fromRequire<typeof sanitize>("sanitize-html");

/**
 * HTML that is safe to show anywhere: text, structure and links. No scripts, styles, event handlers, forms, frames or pictures, so
 * nothing runs and nothing is fetched. Links keep http, https, mailto and tel alone. Unclosed tags are closed.
 */
export function sanitiseHtml(html: string): string {
  return sanitizer()(html, options).trim();
}
