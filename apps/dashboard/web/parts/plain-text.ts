const tag = /<\/?[a-z][^>]*>/i;

/**
 * The text of a body that may be HTML. A parsed document that is never shown runs no script and loads nothing; what is shown is text alone.
 */
export function plainText(body: string): string {
  if (!tag.test(body)) return body;
  const { body: root } = new DOMParser().parseFromString(body, "text/html");
  for (const hidden of root.querySelectorAll("script,style,noscript,template,iframe,object,svg,math")) hidden.remove();
  for (const line of root.querySelectorAll("br,p,div,li,tr,h1,h2,h3,h4,blockquote")) line.append("\n");
  return (root.textContent ?? "")
    .replace(/[ \t]+\n/g, "\n")
    .replace(/\n{3,}/g, "\n\n")
    .trim();
}
