import type sanitize from "sanitize-html";
import { removeHidden } from "./hidden-elements.ts";
import { lazyRequire } from "./lazy-require.ts";
import { limitNesting } from "./limit-nesting.ts";
import { boundHtml } from "./max-html-length.ts";

const structureTags = "p div span br hr blockquote pre code h1 h2 h3 h4 h5 h6 ul ol li dl dt dd table caption thead tbody tfoot tr td th";
const styleTags = "b strong i em u s del ins sub sup small mark bdi bdo";

/** Complete addresses. Without `//`, a browser reads `http:page` as a link within the site that shows it. */
const linkPattern = /^(?:https?:\/\/[^/\\]|mailto:.|tel:.)/i;

/** As browsers read it: without control characters at its ends and without line breaks. */
const isCompleteLink = (href: string): boolean => linkPattern.test(href.replaceAll(/^[\0-\x20]+|[\t\n\r]/g, ""));

/** A right-to-left message is unreadable without its direction, which Outlook often gives only to the whole body. */
const keepDirection: sanitize.Transformer = (tagName, { dir, ...attribs }) => {
  const direction = dir?.trim().toLowerCase() ?? "";
  if (!["rtl", "ltr", "auto"].includes(direction)) return { tagName, attribs };
  const isBody = tagName === "body" || tagName === "html";
  return { tagName: isBody ? "div" : tagName, attribs: { ...attribs, dir: direction } };
};

const textOptions = {
  allowedTags: [...structureTags.split(" "), ...styleTags.split(" "), "a"],
  allowedAttributes: { "*": ["dir"], a: ["href"], td: ["colspan", "rowspan"], th: ["colspan", "rowspan"], ol: ["start"] },
  allowedSchemes: ["http", "https", "mailto", "tel"],
  allowProtocolRelative: false,
  // The text inside these elements is removed too.
  nonTextTags: ["script", "style", "textarea", "option", "noscript", "title", "template", "xmp", "iframe", "object", "noembed", "noframes"],
  transformTags: {
    "*": keepDirection,
    // A relative link would lead into the site that shows the message.
    a: (tagName, { href, ...attribs }) => ({
      tagName,
      attribs: href !== undefined && isCompleteLink(href) ? { ...attribs, href } : attribs,
    }),
    // Loading a picture would contact a server, or it refers to an attachment. Its alternative text replaces it.
    img: (_, { alt = "" }) => ({ tagName: "span", attribs: {}, text: alt }),
    emoji: (_, { alt = "" }) => ({ tagName: "span", attribs: {}, text: alt }),
  },
} satisfies sanitize.IOptions;

/** On another server, or in the message itself (RFC 2392). */
const picturePattern = /^(?:https:\/\/[^/\\]|cid:.)/i;

const { img: replacePicture, ...otherTransforms } = textOptions.transformTags;
const pictureOptions: sanitize.IOptions = {
  ...textOptions,
  allowedTags: [...textOptions.allowedTags, "img"],
  allowedAttributes: { ...textOptions.allowedAttributes, img: ["src", "alt", "width", "height"] },
  allowedSchemesByTag: { img: ["https", "cid"] },
  transformTags: {
    ...otherTransforms,
    img: (tagName, attribs) => (picturePattern.test(attribs.src ?? "") ? { tagName, attribs } : replacePicture(tagName, attribs)),
  },
};

const loadSanitizer = lazyRequire<typeof sanitize>("sanitize-html");

/**
 * Reduces HTML to text, structure and links, which are safe to show anywhere. Scripts, styles, event handlers, forms, frames and pictures
 * are removed, so nothing runs and nothing is loaded. So is hidden text, which would otherwise appear. Links keep only complete addresses with
 * http, https, mailto and tel. The direction of the text (`dir`) is kept. Unclosed tags are closed. Of elements nested more than 500 deep, the text is kept. Takes linear time, and
 * leaves out what is beyond `maxHtmlLength`.
 *
 * `pictures`: keeps pictures with an https address, and those in the message itself (`cid:`). Whoever loads one from a server tells the sender that
 * the message was opened, so ask first.
 */
export function sanitizeHtml(html: string, { pictures = false }: { readonly pictures?: boolean } = {}): string {
  return loadSanitizer()(limitNesting(removeHidden(boundHtml(html))), pictures ? pictureOptions : textOptions).trim();
}
