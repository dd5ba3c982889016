import { type DateTimeTimeZone, dueDay, toInstant } from "@casement/graph-time";
import { attachmentNames } from "./attachment-names.ts";
import type { MessageDetail } from "./folder-item.ts";
import type { GraphMessage } from "./graph-message.ts";
import { bodyToHtml, bodyToText } from "./message-body.ts";
import type { ShownContents } from "./message-view.ts";
import { recipientTexts } from "./recipients.ts";

/** The parts of a message that the sensors which show it need together. */
export interface MessageParts {
  readonly text: boolean;
  readonly html: boolean;
  readonly preview: boolean;
  readonly attachments: boolean;
  readonly inlineAttachments: boolean;
}

export const partsOf = ({ body, preview, attachments, inlineAttachments }: ShownContents): MessageParts => ({
  text: body === "text",
  html: body === "html",
  preview,
  attachments,
  inlineAttachments,
});

export function joinParts(a: MessageParts | undefined, b: MessageParts): MessageParts {
  if (!a) return b;
  return {
    text: a.text || b.text,
    html: a.html || b.html,
    preview: a.preview || b.preview,
    attachments: a.attachments || b.attachments,
    inlineAttachments: a.inlineAttachments || b.inlineAttachments,
  };
}

const basicFields = "conversationId,webLink,toRecipients,ccRecipients,replyTo,flag";

/** Query options that read these parts and nothing else that is large. */
export function detailQuery(parts: MessageParts): Record<string, string> {
  const body = parts.text || parts.html ? ",body" : "";
  const preview = parts.preview ? ",bodyPreview" : "";
  // Without contentBytes: only names are shown.
  const expand = parts.attachments || parts.inlineAttachments ? { $expand: "attachments($select=id,name,isInline)" } : {};
  return { $select: `${basicFields}${preview}${body}`, ...expand };
}

/** `zone`: the account's time zone, in which a flag is due. */
export function toMessageDetail(message: GraphMessage, parts: MessageParts, zone = "UTC"): MessageDetail {
  const { dueDateTime, completedDateTime } = message.flag ?? {};
  const detail: MessageDetail = { etag: message["@odata.etag"] ?? "-" };
  if (message.conversationId) detail.conversationId = message.conversationId;
  if (message.webLink) detail.webLink = message.webLink;
  if (message.toRecipients?.length) detail.to = recipientTexts(message.toRecipients);
  if (message.ccRecipients?.length) detail.cc = recipientTexts(message.ccRecipients);
  if (message.replyTo?.length) detail.replyTo = recipientTexts(message.replyTo);
  const [due, completed] = [dayOf(dueDateTime, zone), dayOf(completedDateTime, zone)];
  if (due) detail.flagDue = due;
  if (completed) detail.flagCompleted = completed;
  if (parts.preview) detail.preview = message.bodyPreview ?? "";
  const text = parts.text ? bodyToText(message.body) : undefined;
  const html = parts.html ? bodyToHtml(message.body) : undefined;
  if (text) detail.text = text.text;
  if (html) detail.html = html.html;
  if (text?.truncated || html?.truncated) detail.bodyTruncated = true;
  if (parts.attachments) detail.attachments = namesOf(message.attachments, false);
  if (parts.inlineAttachments) detail.inlineAttachments = namesOf(message.attachments, true);
  return detail;
}

/** Whether a stored detail has all of these parts. */
export function hasParts(detail: MessageDetail, parts: MessageParts): boolean {
  return (
    (!parts.text || detail.text !== undefined) &&
    (!parts.html || detail.html !== undefined) &&
    (!parts.preview || detail.preview !== undefined) &&
    (!parts.attachments || detail.attachments !== undefined) &&
    (!parts.inlineAttachments || detail.inlineAttachments !== undefined)
  );
}

/** The dates of a flag are days, which Outlook writes as midnights of the user's time zone. */
const dayOf = (time: DateTimeTimeZone | undefined, zone: string): string | undefined => time && dueDay(toInstant(time, zone), zone);

function namesOf(attachments: GraphMessage["attachments"] = [], inline: boolean): string[] {
  const names = attachmentNames(attachments);
  return attachments.filter(({ isInline = false }) => isInline === inline).map(({ id }) => names.get(id)!);
}
