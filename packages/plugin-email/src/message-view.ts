import * as z from "zod";
import { flag, importance } from "./choices.ts";
import type { MessageItem } from "./message-item.ts";

const person = z.object({ name: z.string().optional(), address: z.string().optional() });

/** A message as sensors and services show it. */
export const messageView = z.object({
  id: z.string().describe("Stays the same when the message is moved"),
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
  hasAttachments: z.boolean().describe("Pictures within the text do not count"),
  importance,
  flag,
  flagDue: z.string().optional().describe("Day by which it is to be done"),
  flagCompleted: z.string().optional().describe("Day on which it was done"),
  categories: z.array(z.string()),
  preview: z.string().optional().describe("The first words of the body"),
  body: z.string().optional(),
  bodyTruncated: z.literal(true).optional().describe("The body is longer than what is shown"),
  attachments: z.array(z.string()).optional().describe("Names"),
});
export type MessageView = z.output<typeof messageView>;

/** What of a message's contents is shown. */
export interface Showing {
  readonly body: "none" | "text" | "html";
  readonly preview: boolean;
  readonly attachments: boolean;
  readonly inlineAttachments: boolean;
}

const importances = ["low", "normal", "high"] as const;
const flags = ["none", "flagged", "complete"] as const;

export const isoTime = (seconds: number): string => new Date(seconds * 1000).toISOString().replace(".000Z", "Z");

/** Contents that were not read are absent, not empty. */
export function toView(id: string, item: MessageItem, showing: Showing): MessageView {
  const { e, preview, text, html, bodyTruncated, attachments, inlineAttachments, ...rest } = item.d ?? { e: "" };
  const body = showing.body === "none" ? undefined : showing.body === "html" ? html : text;
  const names = [...(showing.attachments ? (attachments ?? []) : []), ...(showing.inlineAttachments ? (inlineAttachments ?? []) : [])];
  const named = (showing.attachments && attachments) || (showing.inlineAttachments && inlineAttachments);
  return {
    id,
    subject: item.s,
    ...((item.f !== undefined || item.n !== undefined) && {
      from: { ...(item.n !== undefined && { name: item.n }), ...(item.f !== undefined && { address: item.f }) },
    }),
    receivedDateTime: isoTime(item.r),
    isRead: item.u !== 1,
    ...(item.b && { isDraft: true as const }),
    hasAttachments: item.a === 1,
    importance: importances[item.i ?? 1],
    flag: flags[item.g ?? 0],
    categories: item.c ?? [],
    ...rest,
    ...(showing.preview && preview !== undefined && { preview }),
    ...(body !== undefined && { body, ...(bodyTruncated && { bodyTruncated }) }),
    ...(named && { attachments: names }),
  };
}
