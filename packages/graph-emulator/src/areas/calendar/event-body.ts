const entities: Record<string, string> = { nbsp: " ", lt: "<", gt: ">", quot: '"', apos: "'", amp: "&" };

const unescapeHtml = (text: string) =>
  text.replace(/&(?:#(\d+)|(\w+));/g, (whole, code, name) => (code ? String.fromCodePoint(Number(code)) : (entities[name] ?? whole)));

const escapeHtml = (text: string) => text.replaceAll("&", "&amp;").replaceAll("<", "&lt;").replaceAll(">", "&gt;");

/** Converts HTML to text as Outlook does: keeps line breaks and removes everything else. */
export function htmlToText(html: string): string {
  const text = html
    .replace(/<head[\s\S]*?<\/head>|<style[\s\S]*?<\/style>|<!--[\s\S]*?-->/gi, "")
    .replace(/\s+/g, " ")
    .replace(/<\/(?:p|div|li|tr|h\d)>\s*<(?:p|div|li|tr|h\d)\b[^>]*>/gi, "\r\n")
    .replace(/<br\s*\/?>|<\/?(?:p|div|li|tr|h\d)\b[^>]*>/gi, "\r\n")
    .replace(/<[^>]*>/g, "");
  return unescapeHtml(text)
    .replace(/ *\r\n */g, "\r\n")
    .trim();
}

const wrapInPage = (content: string) =>
  `<html>\r\n<head>\r\n<meta http-equiv="Content-Type" content="text/html; charset=utf-8">\r\n</head>\r\n<body>\r\n${content}\r\n</body>\r\n</html>\r\n`;

/** Wraps an HTML fragment in a page, as the service stores it. A page and empty text stay unchanged. */
export const toHtmlPage = (html: string): string => (html === "" || /<html[\s>]/i.test(html) ? html : wrapInPage(html));

/** Converts plain text to the HTML that clients receive by default. */
export const textToHtml = (text: string): string =>
  text === "" ? "" : wrapInPage(`<div class="PlainText">${escapeHtml(text).replace(/\r?\n/g, "<br>\r\n")}</div>`);

/** Appends a fragment to the body of a page. */
export const appendToPage = (html: string, fragment: string): string =>
  html === "" ? wrapInPage(fragment) : html.replace(/(\r?\n)?<\/body>/i, `\r\n${fragment}\r\n</body>`);
