import DOMPurify from "dompurify";

const tags =
  "p div span br hr blockquote pre code h1 h2 h3 h4 h5 h6 ul ol li dl dt dd table caption thead tbody tfoot tr td th b strong i em u s del ins sub sup small mark bdi bdo a img";
const attributes = "dir href colspan rowspan start src alt width height";

const purifier = DOMPurify(window);
purifier.addHook("afterSanitizeAttributes", (element) => {
  if (element.localName === "a") makeSafeLink(element);
  if (element.localName === "img" && !/^(?:https:\/\/[^/\\]|cid:.)/i.test(element.getAttribute("src") ?? "")) showAlternative(element);
});

export interface SafeHtml {
  /** Belongs to a document without a window: nothing in it loads. */
  readonly content: DocumentFragment;
  /** How many pictures are on other servers. */
  readonly pictures: number;
  /** How many are in the message itself. */
  readonly ownPictures: number;
}

export type OwnPictures = ReadonlyMap<string, string>;
const noPictures: OwnPictures = new Map();

/**
 * What is safe to show of HTML that others wrote: text, structure, and links that open in a new tab. Without `keepPictures`, pictures on other
 * servers are replaced by their alternative texts. `own`: addresses of the pictures in the message, by content ID.
 */
export function toSafeHtml(html: string, keepPictures: boolean, own: OwnPictures = noPictures): SafeHtml {
  const content = purifier.sanitize(html, {
    ALLOWED_TAGS: tags.split(" "),
    ALLOWED_ATTR: attributes.split(" "),
    ALLOW_ARIA_ATTR: false,
    ALLOW_DATA_ATTR: false,
    ALLOWED_URI_REGEXP: /^(?:https?:\/\/[^/\\]|mailto:.|tel:.|cid:.)/i,
    RETURN_DOM_FRAGMENT: true,
  });
  let [pictures, ownPictures] = [0, 0];
  for (const picture of content.querySelectorAll("img")) {
    const contentId = contentIdOf(picture);
    const address = contentId === undefined ? undefined : own.get(contentId);
    if (contentId === undefined) pictures++;
    else ownPictures++;
    if (address !== undefined) picture.setAttribute("src", address);
    else if (contentId !== undefined || !keepPictures) showAlternative(picture);
  }
  return { content, pictures, ownPictures };
}

/** Of a picture in the message itself: `cid:` (RFC 2392). */
function contentIdOf(picture: Element): string | undefined {
  const [, id] = /^cid:(.+)$/i.exec(picture.getAttribute("src") ?? "") ?? [];
  try {
    return id && decodeURIComponent(id);
  } catch {
    return id;
  }
}

function makeSafeLink(link: Element): void {
  const address = link.getAttribute("href");
  if (address === null) return;
  // Only a picture can be in the message.
  if (/^cid:/i.test(address)) {
    link.removeAttribute("href");
    return;
  }
  link.setAttribute("target", "_blank");
  link.setAttribute("rel", "noopener noreferrer nofollow");
  // Where it leads, whatever its text says.
  link.setAttribute("title", address);
}

function showAlternative(picture: Element): void {
  picture.replaceWith(picture.getAttribute("alt") ?? "");
}
