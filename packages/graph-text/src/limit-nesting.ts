/** Elements without content, and elements that the next one of their kind closes. They cannot nest by themselves. */
const flatTags = new Set(
  "area base br col embed hr img input link meta param source track wbr p li dt dd td th tr thead tbody tfoot option optgroup".split(" "),
);
const tagPattern = /<(\/?)([a-z][^\s/>]*)[^<>]*>?/gi;
/** Deeper than any message that a mail program writes, and not too deep for the parser, whose time grows with the square of the depth. */
const maxDepth = 500;

/** Replaces start tags beyond a depth of 500, by default with nothing, so that a parser takes linear time. The text stays. */
export function limitNesting(html: string, replace: (tag: string) => string = () => ""): string {
  let depth = 0;
  return html.replaceAll(tagPattern, (tag, slash: string, name: string) => {
    if (flatTags.has(name.toLowerCase())) return tag;
    if (slash !== "") {
      depth = Math.max(0, depth - 1);
      return tag;
    }
    if (depth >= maxDepth) return replace(tag);
    depth++;
    return tag;
  });
}
