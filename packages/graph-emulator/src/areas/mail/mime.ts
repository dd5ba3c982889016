import { toHtmlFragment } from "./body-text.ts";
import type { MailAttachment, MailBody, MailMessage, MailRecipient } from "./mail-message.ts";

const base64Lines = (bytes: Uint8Array): string =>
  Buffer.from(bytes)
    .toString("base64")
    .replaceAll(/.{76}(?=.)/g, "$&\r\n");

/** Encodes non-ASCII text (RFC 2047). */
const encodeWord = (text: string): string => (/^[\x20-\x7e]*$/.test(text) ? text : `=?utf-8?B?${Buffer.from(text).toString("base64")}?=`);

const formatRecipients = (list: readonly MailRecipient[]): string =>
  list.map(({ emailAddress: { name, address } }) => (name === address ? address : `${encodeWord(name)} <${address}>`)).join(", ");

/** Formats a message as MIME (RFC 5322), as `$value` returns it. */
export function mimeOf(message: MailMessage): string {
  const headers: [string, string][] = [
    ["From", formatRecipients([message.from])],
    ...(message.sender.emailAddress.address === message.from.emailAddress.address
      ? []
      : ([["Sender", formatRecipients([message.sender])]] as [string, string][])),
    ["To", formatRecipients(message.toRecipients)],
    ["Cc", formatRecipients(message.ccRecipients)],
    ["Reply-To", formatRecipients(message.replyTo)],
    ["Subject", encodeWord(message.subject)],
    ["Date", new Date(message.sentDateTime).toUTCString().replace("GMT", "+0000")],
    ["Message-ID", message.internetMessageId],
    ["In-Reply-To", message.inReplyTo ?? ""],
    ...(message.internetMessageHeaders ?? []).map(({ name, value }): [string, string] => [name, value]),
    ["MIME-Version", "1.0"],
  ];
  const head = headers.filter(([, value]) => value !== "").map(([name, value]) => `${name}: ${value}\r\n`);
  const { contentType, content } = message.body;
  const text = mimePart(
    `Content-Type: text/${contentType === "html" ? "html" : "plain"}; charset="utf-8"`,
    base64Lines(Buffer.from(content)),
  );
  const files = (message.attachments ?? []).map(attachmentPart);
  return head.join("") + (files.length === 0 ? text : mimeMultipart([text, ...files], message.internetMessageId));
}

/** The properties of an attached message that are written here. */
interface AttachedMessage {
  subject?: string;
  body?: MailBody | undefined;
  from?: MailRecipient;
}

/** Formats a message in an item attachment as MIME. */
export function mimeOfItem({ subject = "", body = { contentType: "text", content: "" }, from }: AttachedMessage): string {
  const head = [`Subject: ${encodeWord(subject)}`, ...(from ? [`From: ${formatRecipients([from])}`] : []), "MIME-Version: 1.0"];
  return `${head.join("\r\n")}\r\n${mimePart('Content-Type: text/html; charset="utf-8"', base64Lines(Buffer.from(toHtmlFragment(body))))}`;
}

const mimePart = (type: string, content: string, more = ""): string =>
  `${type}\r\nContent-Transfer-Encoding: base64\r\n${more}\r\n${content}\r\n`;

function attachmentPart(attachment: MailAttachment): string {
  const { name, isInline } = attachment;
  const disposition = `Content-Disposition: ${isInline ? "inline" : "attachment"}; filename="${encodeWord(name)}"\r\n`;
  if (attachment.kind === "item")
    return mimePart("Content-Type: message/rfc822", base64Lines(Buffer.from(mimeOfItem(attachment.item))), disposition);
  if (attachment.kind === "reference") return mimePart("Content-Type: text/plain", base64Lines(Buffer.from(name)), disposition);
  const { contentType, contentId, bytes } = attachment;
  return mimePart(
    `Content-Type: ${contentType ?? "application/octet-stream"}; name="${encodeWord(name)}"`,
    base64Lines(bytes),
    `${disposition}${contentId ? `Content-ID: <${contentId}>\r\n` : ""}`,
  );
}

function mimeMultipart(parts: readonly string[], id: string): string {
  const boundary = `_000_${Buffer.from(id).toString("hex").slice(0, 32)}_`;
  return `Content-Type: multipart/mixed; boundary="${boundary}"\r\n\r\n${parts.map((part) => `--${boundary}\r\n${part}`).join("")}--${boundary}--\r\n`;
}
