const tagPattern = /<\/?[a-z][^>]*>/i;

/**
 * The text of a body that may be HTML. It is parsed into a document that is never displayed, so no script runs and nothing is loaded.
 */
export function toPlainText(body: string): string {
  if (!tagPattern.test(body)) return body;
  const { body: root } = new DOMParser().parseFromString(body, "text/html");
  for (const hidden of root.querySelectorAll("script,style,noscript,template,iframe,object,svg,math")) hidden.remove();
  for (const line of root.querySelectorAll("br,p,div,li,tr,h1,h2,h3,h4,blockquote")) line.append("\n");
  return (root.textContent ?? "")
    .replace(/[ \t]+\n/g, "\n")
    .replace(/\n{3,}/g, "\n\n")
    .trim();
}
