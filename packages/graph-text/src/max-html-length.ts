/**
 * Characters of HTML that are read of one body. Reading takes linear time, but in the hub's own thread, and anyone can send a mail with much more than
 * a person writes.
 */
export const maxHtmlLength = 2_000_000;

/** What is read of a body, without a tag that was cut in two. */
export function boundHtml(html: string): string {
  if (html.length <= maxHtmlLength) return html;
  const bound = html.slice(0, maxHtmlLength);
  const lastTag = bound.lastIndexOf("<");
  return lastTag >= 0 && !bound.includes(">", lastTag) ? bound.slice(0, lastTag) : bound;
}
