import type { MailBody } from "./mail-message.ts";

const entities: Record<string, string> = { nbsp: " ", lt: "<", gt: ">", quot: '"', apos: "'", amp: "&" };

/** Converts a body to text, as Exchange does. */
export function toBodyText({ contentType, content }: MailBody): string {
  if (contentType === "text") return content;
  return content
    .replaceAll(/<(style|script|head|title)\b[\s\S]*?<\/\1>/gi, "")
    .replaceAll(/\r?\n/g, " ")
    .replaceAll(/<br\s*\/?>|<\/(p|div|tr|li|h\d)>/gi, "\r\n")
    .replaceAll(/<[^>]*>/g, "")
    .replaceAll(/&#(x?)([\da-f]+);/gi, (_, hex: string, digits: string) => String.fromCodePoint(Number.parseInt(digits, hex ? 16 : 10)))
    .replaceAll(/&(nbsp|lt|gt|quot|apos|amp);/g, (_, name: string) => entities[name]!)
    .replaceAll(/[ \t]+(?=\r\n)/g, "")
    .trim();
}

/** Returns the first 255 characters of the text. */
export const previewOf = (body: MailBody): string => toBodyText(body).trim().slice(0, 255);

export const escapeHtml = (text: string): string => text.replaceAll("&", "&amp;").replaceAll("<", "&lt;").replaceAll(">", "&gt;");

/** Converts a body to HTML without `<html>` and `<body>`. */
export function toHtmlFragment({ contentType, content }: MailBody): string {
  if (contentType === "text") return escapeHtml(content).replaceAll(/\r?\n/g, "<br>\r\n");
  return /<body[^>]*>([\s\S]*?)<\/body>/i.exec(content)?.[1] ?? content;
}
