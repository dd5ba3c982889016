import { invalidInput } from "@casement/core";
import type { GraphRecipient } from "../graph-types.ts";
import { textToHtml } from "../message-body.ts";
import { parseRecipients } from "../recipients.ts";
import type { EmailCall } from "./email-call.ts";
import type { FileToSend } from "./files-to-send.ts";
import type { OutgoingContent, OutgoingMessage } from "./outgoing-fields.ts";
import { readOwnAddress, senderOf } from "./sender-address.ts";

/** A message in the form that Graph accepts, without attachments. */
export interface GraphOutgoingMessage {
  subject: string;
  importance: "low" | "normal" | "high";
  body: { contentType: "Text" | "HTML"; content: string };
  toRecipients: GraphRecipient[];
  ccRecipients: GraphRecipient[];
  bccRecipients: GraphRecipient[];
  replyTo?: GraphRecipient[];
  from?: GraphRecipient;
}

export async function composeMessage(call: EmailCall<OutgoingMessage>, files: readonly FileToSend[]): Promise<GraphOutgoingMessage> {
  const { input } = call;
  const [toRecipients, ccRecipients, bccRecipients] = [parseRecipients(input.to), parseRecipients(input.cc), parseRecipients(input.bcc)];
  const replyTo = parseRecipients(input.replyTo);
  const from = input.from === undefined ? undefined : await senderOf(call, input.from);
  const hasRecipients = toRecipients.length + ccRecipients.length + bccRecipients.length > 0;
  if (!hasRecipients && input.to !== undefined)
    throw invalidInput("to", "is empty. Name a recipient, or leave it out to write to this mailbox itself");
  return {
    subject: input.subject,
    importance: input.importance,
    body: composeBody(input, files),
    toRecipients: hasRecipients ? toRecipients : [await readOwnAddress(call)],
    ccRecipients,
    bccRecipients,
    ...(replyTo.length > 0 && { replyTo }),
    ...(from && { from }),
  };
}

/** Text stays text, and HTML stays HTML. Text with pictures becomes HTML that looks like the text. */
export function composeBody(content: OutgoingContent, files: readonly FileToSend[]): GraphOutgoingMessage["body"] {
  const { text, html } = content;
  const isText = html === undefined && !files.some(({ contentId }) => contentId !== undefined);
  return isText ? { contentType: "Text", content: text ?? "" } : { contentType: "HTML", content: composeHtml(content, files) };
}

/**
 * The content as HTML: for pictures, and for the comment of a reply, which Graph accepts only as HTML. Pictures that the HTML does not
 * reference are added at its end.
 *
 * @throws CasementError `input-invalid` when there are both text and HTML.
 */
export function composeHtml({ text, html }: OutgoingContent, files: readonly FileToSend[]): string {
  if (text !== undefined && html !== undefined) throw invalidInput("html", "give text or html, not both");
  const content = html ?? textToHtml(text ?? "");
  const unplaced = files.flatMap(({ contentId }) => (contentId === undefined || content.includes(`cid:${contentId}`) ? [] : [contentId]));
  const pictures = unplaced.map((id) => `<p><img src="cid:${id}" alt=""></p>`).join("");
  const end = /<\/body>/i.exec(content)?.index ?? content.length;
  return content.slice(0, end) + pictures + content.slice(end);
}
