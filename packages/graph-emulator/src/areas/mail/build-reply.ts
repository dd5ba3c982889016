import { createRefusal } from "../../refusals/create-refusal.ts";
import { escapeHtml, previewOf, toHtmlFragment } from "./body-text.ts";
import { replyConversationIndex } from "./conversation-index.ts";
import { isSameAddress, type MailBody, type MailMessage, type MailRecipient } from "./mail-message.ts";

export type ReplyKind = "reply" | "replyAll" | "forward";

export interface ReplyInput {
  kind: ReplyKind;
  /** Owner of the replying mailbox, whom replyAll does not address. */
  self: MailRecipient;
  comment: string | undefined;
  /** Properties from the request. They take precedence. */
  fields: Partial<MailMessage>;
  now: Date;
}

/** Builds a reply or forward: recipients, subject, conversation, and the original message quoted below the comment. */
export function buildReply(original: MailMessage, { kind, self, comment, fields, now }: ReplyInput): Partial<MailMessage> {
  if (comment !== undefined && fields.body) throw createRefusal("reply-comment-and-body");
  const written: MailBody = { contentType: "html", content: `<div>${comment ?? ""}</div>` };
  const body = fields.body ?? quoteBelow(original, written.content);
  return {
    ...recipientsOf(original, kind, self),
    subject: `${kind === "forward" ? "FW" : "RE"}: ${original.subject.replace(/^(re|fw|fwd): /i, "")}`,
    conversationId: original.conversationId,
    conversationIndex: replyConversationIndex(original, now.getTime()),
    inReplyTo: original.internetMessageId,
    importance: kind === "forward" ? original.importance : "normal",
    ...fields,
    body,
    bodyPreview: previewOf(body),
    uniqueBody: fields.body ?? written,
  };
}

function recipientsOf(original: MailMessage, kind: ReplyKind, self: MailRecipient): Partial<MailMessage> {
  if (kind === "forward") return {};
  const replyRecipients = original.replyTo.length > 0 ? original.replyTo : [original.from];
  if (kind === "reply") return { toRecipients: replyRecipients };
  const others = (list: readonly MailRecipient[], excluded: readonly MailRecipient[]) =>
    list.filter((recipient) => !isSameAddress(recipient, self) && !excluded.some((other) => isSameAddress(recipient, other)));
  const toRecipients = [...replyRecipients, ...others(original.toRecipients, replyRecipients)];
  return { toRecipients, ccRecipients: others(original.ccRecipients, toRecipients) };
}

/** Quotes as Outlook does: a rule, a header with sender, time, and recipients, and the original message. */
function quoteBelow(original: MailMessage, above: string): MailBody {
  const person = ({ emailAddress: { name, address } }: MailRecipient) => escapeHtml(name === address ? address : `${name} <${address}>`);
  const people = (list: readonly MailRecipient[]) => list.map(person).join("; ");
  const lines = [
    ["From", person(original.from)],
    ["Sent", escapeHtml(original.sentDateTime)],
    ["To", people(original.toRecipients)],
    ...(original.ccRecipients.length > 0 ? [["Cc", people(original.ccRecipients)]] : []),
    ["Subject", escapeHtml(original.subject)],
  ].map(([name, value]) => `<b>${name}:</b> ${value}`);
  const content = `<html><body>${above}<hr tabindex="-1"><div id="divRplyFwdMsg">${lines.join("<br>\r\n")}</div><div>&nbsp;</div>\r\n${toHtmlFragment(original.body)}</body></html>`;
  return { contentType: "html", content };
}
