import { refuse } from "../../refusals.ts";
import { escapeHtml, htmlFragment, previewOf } from "./body-text.ts";
import { answerIndex } from "./conversation.ts";
import { type Body, type Message, type Recipient, sameAddress } from "./message.ts";

export type AnswerKind = "reply" | "replyAll" | "forward";

export interface AnswerInput {
  kind: AnswerKind;
  /** The mailbox that answers: not written to by replyAll. */
  self: Recipient;
  comment: string | undefined;
  /** What the request says itself; wins. */
  given: Partial<Message>;
  now: Date;
}

/** The fields of a reply or forward: recipients, subject, thread, and the original quoted below the comment. */
export function answerTo(original: Message, { kind, self, comment, given, now }: AnswerInput): Partial<Message> {
  if (comment !== undefined && given.body) throw refuse("reply-comment-and-body");
  const written: Body = { contentType: "html", content: `<div>${comment ?? ""}</div>` };
  const body = given.body ?? quoted(original, written.content);
  return {
    ...recipients(original, kind, self),
    subject: `${kind === "forward" ? "FW" : "RE"}: ${original.subject.replace(/^(re|fw|fwd): /i, "")}`,
    conversationId: original.conversationId,
    conversationIndex: answerIndex(original, now.getTime()),
    inReplyTo: original.internetMessageId,
    importance: kind === "forward" ? original.importance : "normal",
    ...given,
    body,
    bodyPreview: previewOf(body),
    uniqueBody: given.body ?? written,
  };
}

function recipients(original: Message, kind: AnswerKind, self: Recipient): Partial<Message> {
  if (kind === "forward") return {};
  const back = original.replyTo.length > 0 ? original.replyTo : [original.from];
  if (kind === "reply") return { toRecipients: back };
  const others = (list: readonly Recipient[], but: readonly Recipient[]) =>
    list.filter((one) => !sameAddress(one, self) && !but.some((other) => sameAddress(one, other)));
  const toRecipients = [...back, ...others(original.toRecipients, back)];
  return { toRecipients, ccRecipients: others(original.ccRecipients, toRecipients) };
}

/** Like Outlook: a rule, who wrote it when to whom, and the original. */
function quoted(original: Message, above: string): Body {
  const person = ({ emailAddress: { name, address } }: Recipient) => escapeHtml(name === address ? address : `${name} <${address}>`);
  const people = (list: readonly Recipient[]) => list.map(person).join("; ");
  const lines = [
    ["From", person(original.from)],
    ["Sent", escapeHtml(original.sentDateTime)],
    ["To", people(original.toRecipients)],
    ...(original.ccRecipients.length > 0 ? [["Cc", people(original.ccRecipients)]] : []),
    ["Subject", escapeHtml(original.subject)],
  ].map(([name, value]) => `<b>${name}:</b> ${value}`);
  const content = `<html><body>${above}<hr tabindex="-1"><div id="divRplyFwdMsg">${lines.join("<br>\r\n")}</div><div>&nbsp;</div>\r\n${htmlFragment(original.body)}</body></html>`;
  return { contentType: "html", content };
}
