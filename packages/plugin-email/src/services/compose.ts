import { textToHtml } from "../body-text.ts";
import type { Recipient } from "../graph-types.ts";
import { readPeople } from "../people.ts";
import type { FileToSend } from "./files-to-send.ts";
import type { Content, Letter } from "./outgoing-input.ts";
import { ownAddress, senderFor } from "./own-address.ts";
import { invalid, type ServiceCall } from "./service-call.ts";

/** A message as Graph takes it, without its attachments. */
export interface GraphLetter {
  subject: string;
  importance: "low" | "normal" | "high";
  body: { contentType: "Text" | "HTML"; content: string };
  toRecipients: Recipient[];
  ccRecipients: Recipient[];
  bccRecipients: Recipient[];
  replyTo?: Recipient[];
  from?: Recipient;
}

export async function compose(call: ServiceCall<Letter>, files: readonly FileToSend[]): Promise<GraphLetter> {
  const { input } = call;
  const [toRecipients, ccRecipients, bccRecipients] = [
    readPeople(input.to, "to"),
    readPeople(input.cc, "cc"),
    readPeople(input.bcc, "bcc"),
  ];
  const replyTo = readPeople(input.replyTo, "replyTo");
  const from = input.from === undefined ? undefined : senderFor(call, input.from);
  const isToNobody = toRecipients.length + ccRecipients.length + bccRecipients.length === 0;
  return {
    subject: input.subject,
    importance: input.importance,
    body: bodyOf(input, files),
    toRecipients: isToNobody ? [await ownAddress(call)] : toRecipients,
    ccRecipients,
    bccRecipients,
    ...(replyTo.length > 0 && { replyTo }),
    ...(from && { from }),
  };
}

/** Text stays text and HTML stays HTML; text with pictures becomes HTML that looks like the text. */
export function bodyOf(content: Content, files: readonly FileToSend[]): GraphLetter["body"] {
  const { text, html } = content;
  const isPlain = html === undefined && !files.some(({ contentId }) => contentId !== undefined);
  if (text !== undefined && html !== undefined) throw invalid("html", "give text or html, not both");
  return isPlain ? { contentType: "Text", content: text ?? "" } : { contentType: "HTML", content: htmlBody(content, files) };
}

/** For where Graph takes HTML alone: the comment of an answer. */
export function htmlBody({ text, html }: Content, files: readonly FileToSend[]): string {
  if (text !== undefined && html !== undefined) throw invalid("html", "give text or html, not both");
  const written = html ?? textToHtml(text ?? "");
  const unplaced = files.flatMap(({ contentId }) => (contentId === undefined || written.includes(`cid:${contentId}`) ? [] : [contentId]));
  const pictures = unplaced.map((id) => `<p><img src="cid:${id}" alt=""></p>`).join("");
  const end = /<\/body>/i.exec(written)?.index ?? written.length;
  return written.slice(0, end) + pictures + written.slice(end);
}
