/** Changes a Markdown text outside its fenced code, line by line. */
function outsideFences(text: string, change: (line: string) => string): string {
  let fence: string | undefined;
  const lines = text.split("\n").map((line) => {
    const mark = /^\s*(```+|~~~+)/.exec(line)?.[1];
    if (fence === undefined && mark === undefined) return change(line);
    if (fence === undefined) fence = mark;
    else if (mark?.startsWith(fence)) fence = undefined;
    return line;
  });
  return lines.join("\n");
}

/** Splits a line at its inline code: what is at odd places is code. */
const atCode = (line: string): readonly string[] => line.split(/(`+[^`]*`+)/);

/** Every link and picture of a Markdown text, outside code, replaced. */
export function mapLinks(text: string, change: (link: string) => string): string {
  // A link's text may be code, its target may not.
  return outsideFences(text, (line) =>
    line.replace(/(`[^`]*`)|(\]\()([^)\s]+)(\))/g, (whole, code, open, link, close) => (code ? whole : `${open}${change(link)}${close}`)),
  );
}

export function linksOf(text: string): readonly string[] {
  const found: string[] = [];
  mapLinks(text, (link) => {
    found.push(link);
    return link;
  });
  return found;
}

/** The anchor of a heading, as GitHub makes it. The site makes the same. */
export const slugOf = (heading: string): string =>
  heading
    .trim()
    .toLowerCase()
    .replace(/[^\p{L}\p{N}\p{M} _-]/gu, "")
    .replaceAll(" ", "-");

/** The anchors of a Markdown text: of its headings, and those written out. */
export function anchorsOf(text: string): ReadonlySet<string> {
  const anchors = new Set<string>();
  outsideFences(text, (line) => {
    for (const [, id = ""] of line.matchAll(/<a id="([^"]+)">/g)) anchors.add(id);
    const heading = /^#{1,6}\s+(.*?)\s*#*$/.exec(line)?.[1];
    if (heading === undefined) return line;
    const slug = slugOf(heading.replace(/\[([^\]]*)\]\([^)]*\)/g, "$1"));
    let anchor = slug;
    for (let n = 1; anchors.has(anchor); n++) anchor = `${slug}-${n}`;
    anchors.add(anchor);
    return line;
  });
  return anchors;
}

/** Angle brackets and braces in prose would be components to VitePress. */
export const plainText = (text: string): string =>
  atCode(text)
    .map((part, i) => (i % 2 === 1 ? part : part.replaceAll("<", "&lt;").replaceAll("{{", "&#123;{")))
    .join("");
