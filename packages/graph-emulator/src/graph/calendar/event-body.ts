const entities: Record<string, string> = { nbsp: " ", lt: "<", gt: ">", quot: '"', apos: "'", amp: "&" };

const unescapeHtml = (text: string) =>
  text.replace(/&(?:#(\d+)|(\w+));/g, (whole, code, name) => (code ? String.fromCodePoint(Number(code)) : (entities[name] ?? whole)));

const escapeHtml = (text: string) => text.replaceAll("&", "&amp;").replaceAll("<", "&lt;").replaceAll(">", "&gt;");

/** HTML as Outlook writes it in plain text: line breaks kept, everything else gone. */
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

/** A fragment becomes a page, as the service stores it; a page stays as it is, nothing stays nothing. */
export const toHtmlPage = (html: string): string => (html === "" || /<html[\s>]/i.test(html) ? html : wrapInPage(html));

/** Plain text as the HTML that a client gets which asks for no other format. */
export const textToHtml = (text: string): string =>
  text === "" ? "" : wrapInPage(`<div class="PlainText">${escapeHtml(text).replace(/\r?\n/g, "<br>\r\n")}</div>`);

/** Puts a fragment at the end of a page. */
export const appendToPage = (html: string, fragment: string): string =>
  html === "" ? wrapInPage(fragment) : html.replace(/(\r?\n)?<\/body>/i, `\r\n${fragment}\r\n</body>`);
