/** The end of an element, or a line break. A single tag in a plain text, such as a subject about HTML, is text. */
const htmlPattern = /<\/[a-z][a-z\d]*\s*>|<br\b[^<>]*>/i;
const namePattern = /\/?[a-z][a-z\d-]*/iy;
const hiddenElements = new Set(["script", "style", "noscript", "template", "iframe", "object", "svg", "math", "title"]);
const lineEnds = new Set(["br", "/p", "/div", "/li", "/tr", "/h1", "/h2", "/h3", "/h4", "/blockquote"]);

/** The text of a body that may be HTML. No part of it becomes an element, so nothing runs, loads or is reported by the browser. */
export function toPlainText(body: string, decodeEntities: (text: string) => string = decodeInTextArea): string {
  if (!htmlPattern.test(body)) return body;
  return decodeEntities(withoutTags(body))
    .replace(/[ \t]+\n/g, "\n")
    .replace(/\n{3,}/g, "\n\n")
    .trim();
}

function withoutTags(body: string): string {
  const lowerCase = body.toLowerCase();
  let text = "";
  let at = 0;
  /** Continues after a text that ends a comment or an element, or at the end of the body. */
  const skipTo = (end: string, from: number): void => {
    const found = lowerCase.indexOf(end, from);
    at = found < 0 ? body.length : found + end.length;
  };
  while (at < body.length) {
    const open = body.indexOf("<", at);
    text += body.slice(at, open < 0 ? body.length : open);
    if (open < 0) break;
    namePattern.lastIndex = open + 1;
    const name = namePattern.exec(lowerCase)?.[0];
    if (lowerCase.startsWith("<!--", open)) skipTo("-->", open);
    else if (name === undefined) {
      text += "<";
      at = open + 1;
    } else {
      at = endOfTag(body, open);
      if (lineEnds.has(name)) text += "\n";
      if (!hiddenElements.has(name)) continue;
      skipTo(`</${name}`, at);
      skipTo(">", at);
    }
  }
  return text;
}

/** Quoted values of attributes may contain `>`. */
function endOfTag(body: string, open: number): number {
  let quote: string | undefined;
  for (let at = open; at < body.length; at++) {
    const character = body[at]!;
    if (character === quote) quote = undefined;
    else if (quote === undefined && (character === '"' || character === "'")) quote = character;
    else if (quote === undefined && character === ">") return at + 1;
  }
  return body.length;
}

/** A text area contains text only: the browser decodes `&amp;` in it, and reads no tags. */
function decodeInTextArea(text: string): string {
  const area = document.createElement("textarea");
  area.innerHTML = text.replaceAll("<", "&lt;");
  return area.value;
}
