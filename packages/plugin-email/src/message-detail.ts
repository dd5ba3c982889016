import { htmlOf, textOf } from "./body-text.ts";
import type { DateTimeTimeZone, GraphAttachment, GraphMessage } from "./graph-types.ts";
import type { Detail } from "./message-item.ts";
import type { Showing } from "./message-view.ts";
import { peopleText } from "./people.ts";

/** What the sensors that show a message ask for, all together. */
export interface Parts {
  readonly text: boolean;
  readonly html: boolean;
  readonly preview: boolean;
  readonly attachments: boolean;
  readonly inlineAttachments: boolean;
}

export const partsOf = ({ body, preview, attachments, inlineAttachments }: Showing): Parts => ({
  text: body === "text",
  html: body === "html",
  preview,
  attachments,
  inlineAttachments,
});

export function joinParts(a: Parts | undefined, b: Parts): Parts {
  if (!a) return b;
  return {
    text: a.text || b.text,
    html: a.html || b.html,
    preview: a.preview || b.preview,
    attachments: a.attachments || b.attachments,
    inlineAttachments: a.inlineAttachments || b.inlineAttachments,
  };
}

const basic = "conversationId,webLink,toRecipients,ccRecipients,replyTo,flag";

/** Query options that read the parts, and nothing else that takes room. */
export function detailQuery(parts: Parts): Record<string, string> {
  const body = parts.text || parts.html ? ",body" : "";
  const preview = parts.preview ? ",bodyPreview" : "";
  // Names only: the contents stay where they are.
  const expand = parts.attachments || parts.inlineAttachments ? { $expand: "attachments($select=id,name,isInline)" } : {};
  return { $select: `${basic}${preview}${body}`, ...expand };
}

export function toDetail(message: GraphMessage, parts: Parts): Detail {
  const detail: Detail = { e: message["@odata.etag"] ?? "-" };
  if (message.conversationId) detail.conversationId = message.conversationId;
  if (message.webLink) detail.webLink = message.webLink;
  if (message.toRecipients?.length) detail.to = peopleText(message.toRecipients);
  if (message.ccRecipients?.length) detail.cc = peopleText(message.ccRecipients);
  if (message.replyTo?.length) detail.replyTo = peopleText(message.replyTo);
  const [due, completed] = [dayOf(message.flag?.dueDateTime), dayOf(message.flag?.completedDateTime)];
  if (due) detail.flagDue = due;
  if (completed) detail.flagCompleted = completed;
  if (parts.preview) detail.preview = message.bodyPreview ?? "";
  const text = parts.text ? textOf(message.body) : undefined;
  const html = parts.html ? htmlOf(message.body) : undefined;
  if (text) detail.text = text.text;
  if (html) detail.html = html.html;
  if (text?.truncated || html?.truncated) detail.bodyTruncated = true;
  if (parts.attachments) detail.attachments = namesOf(message.attachments, false);
  if (parts.inlineAttachments) detail.inlineAttachments = namesOf(message.attachments, true);
  return detail;
}

/** Whether a stored detail has all that is asked for. */
export function hasParts(detail: Detail, parts: Parts): boolean {
  return (
    (!parts.text || detail.text !== undefined) &&
    (!parts.html || detail.html !== undefined) &&
    (!parts.preview || detail.preview !== undefined) &&
    (!parts.attachments || detail.attachments !== undefined) &&
    (!parts.inlineAttachments || detail.inlineAttachments !== undefined)
  );
}

/** A flag's dates are days; Graph writes them as midnights. */
const dayOf = (time: DateTimeTimeZone | undefined): string | undefined => time?.dateTime.slice(0, 10);

const namesOf = (attachments: readonly GraphAttachment[] | undefined, inline: boolean): string[] =>
  (attachments ?? []).filter(({ isInline = false }) => isInline === inline).map(({ name }) => name ?? "");
