/** Changes the lines of a Markdown text outside fenced code. */
function outsideFences(text: string, change: (line: string) => string): string {
  let fence: string | undefined;
  const lines = text.split("\n").map((line) => {
    const fenceMark = /^\s*(```+|~~~+)/.exec(line)?.[1];
    if (fence === undefined && fenceMark === undefined) return change(line);
    if (fence === undefined) fence = fenceMark;
    else if (fenceMark?.startsWith(fence)) fence = undefined;
    return line;
  });
  return lines.join("\n");
}

/** Splits a line at inline code. The parts with odd indices are code. */
const splitAtCode = (line: string): readonly string[] => line.split(/(`+[^`]*`+)/);

/** Replaces the target of every link and image of a Markdown text, outside code. */
export function mapLinks(text: string, change: (link: string) => string): string {
  // The text of a link may contain code, its target may not.
  return outsideFences(text, (line) =>
    line.replace(/(`[^`]*`)|(\]\()([^)\s]+)(\))/g, (whole, code, open, link, close) => (code ? whole : `${open}${change(link)}${close}`)),
  );
}

/** Keeps VitePress from evaluating `{{ … }}` in inline code. */
export const keepBraces = (text: string): string =>
  outsideFences(text, (line) =>
    splitAtCode(line)
      .map((part, i) => (i % 2 === 1 && part.includes("{{") ? `<code v-pre>${part.replace(/^`+|`+$/g, "")}</code>` : part))
      .join(""),
  );

export function linksOf(text: string): readonly string[] {
  const found: string[] = [];
  mapLinks(text, (link) => {
    found.push(link);
    return link;
  });
  return found;
}

/** The anchor of a heading, as on GitHub. The site uses the same. */
export const slugOf = (heading: string): string =>
  heading
    .trim()
    .toLowerCase()
    .replace(/[^\p{L}\p{N}\p{M} _-]/gu, "")
    .replaceAll(" ", "-");

/** The anchors of a Markdown text: those of headings, and explicit ones. */
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

/** Escapes angle brackets and braces in prose, which VitePress would read as components. */
export const escapeForVitePress = (text: string): string =>
  splitAtCode(text)
    .map((part, i) => (i % 2 === 1 ? part : part.replaceAll("<", "&lt;").replaceAll("{{", "&#123;{")))
    .join("");
