import * as z from "zod";
import type { MessageItem } from "./folder-item.ts";
import { messageFlag, messageImportance } from "./message-choices.ts";

const person = z.object({ name: z.string().optional(), address: z.string().optional() });

/** A message as sensors and services show it. */
export const messageView = z.object({
  id: z.string().describe("Does not change when the message is moved"),
  conversationId: z.string().optional(),
  webLink: z.string().optional().describe("Opens the message in Outlook on the web"),
  subject: z.string(),
  from: person.optional(),
  to: z.array(z.string()).optional(),
  cc: z.array(z.string()).optional(),
  replyTo: z.array(z.string()).optional(),
  receivedDateTime: z.string().describe("ISO 8601, UTC"),
  isRead: z.boolean(),
  isDraft: z.literal(true).optional(),
  hasAttachments: z.boolean().describe("Pictures in the text do not count"),
  importance: messageImportance,
  flag: messageFlag,
  flagDue: z.string().optional().describe("Due date of the flag"),
  flagCompleted: z.string().optional().describe("Date when the flag was completed"),
  categories: z.array(z.string()),
  preview: z.string().optional().meta({ description: "The first words of the body", "x-private": true }),
  body: z.string().optional().meta({ "x-private": true }),
  bodyTruncated: z.literal(true).optional().describe("`body` is not complete"),
  attachments: z.array(z.string()).optional().describe("Names"),
});
export type MessageView = z.output<typeof messageView>;

/** Which contents of a message are shown. */
export interface ShownContents {
  readonly body: "none" | "text" | "html";
  readonly preview: boolean;
  readonly attachments: boolean;
  readonly inlineAttachments: boolean;
}

export const showsContents = ({ body, preview, attachments, inlineAttachments }: ShownContents): boolean =>
  body !== "none" || preview || attachments || inlineAttachments;

export const isoTime = (seconds: number): string => new Date(seconds * 1000).toISOString().replace(".000Z", "Z");

/** Contents that were not read are absent, not empty. */
export function toMessageView(id: string, item: MessageItem, shown: ShownContents): MessageView {
  const { etag, preview, text, html, bodyTruncated, attachments, inlineAttachments, ...rest } = item.detail ?? { etag: "" };
  const body = shown.body === "none" ? undefined : shown.body === "html" ? html : text;
  const names = [...(shown.attachments ? (attachments ?? []) : []), ...(shown.inlineAttachments ? (inlineAttachments ?? []) : [])];
  const hasNames = (shown.attachments && attachments) || (shown.inlineAttachments && inlineAttachments);
  return {
    id,
    subject: item.subject,
    ...((item.fromAddress !== undefined || item.fromName !== undefined) && {
      from: {
        ...(item.fromName !== undefined && { name: item.fromName }),
        ...(item.fromAddress !== undefined && { address: item.fromAddress }),
      },
    }),
    receivedDateTime: isoTime(item.receivedAt),
    isRead: !item.isUnread,
    ...(item.isDraft && { isDraft: true as const }),
    hasAttachments: item.hasAttachments === true,
    importance: item.importance ?? "normal",
    flag: item.flag ?? "none",
    categories: item.categories ?? [],
    ...rest,
    ...(shown.preview && preview !== undefined && { preview }),
    ...(body !== undefined && { body, ...(bodyTruncated && { bodyTruncated }) }),
    ...(hasNames && { attachments: names }),
  };
}
