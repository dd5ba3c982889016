import { toIso } from "@casement/graph-time";
import * as z from "zod";
import type { GraphChat, GraphMember } from "./graph-types.ts";

/** A chat as sensors and services show it. */
export const chatView = z.object({
  id: z.string(),
  type: z.string().describe("oneOnOne, group or meeting"),
  title: z.string().describe("The topic, or the names of the other members"),
  topic: z.string().optional(),
  members: z.array(z.string()).describe("Names"),
  webUrl: z.string().optional(),
  lastMessageAt: z.string().optional().meta({ description: "Time of the last message or system message", format: "date-time" }),
  isRead: z
    .boolean()
    .optional()
    .describe("Whether you have read the last message, when the chat was listed or last changed. Absent if Teams does not say"),
});
export type ChatView = z.output<typeof chatView>;

/** A chat in the feed. `readAt`: milliseconds since 1970. */
export const chatItem = chatView.extend({ kind: z.literal("chat"), readAt: z.number() });
export type ChatItem = z.output<typeof chatItem>;

/** `account`: the signed-in user, and the time zone of the result. */
export function toChatView(chat: GraphChat, account: { readonly id: string; readonly timeZone: string }): ChatView {
  const { id, chatType, topic, webUrl, lastMessagePreview } = chat;
  const members = chat.members ?? [];
  const others = members.filter(({ userId }) => userId !== account.id).map(nameOf);
  const lastMessageAt = lastMessagePreview?.createdDateTime;
  return {
    id,
    type: chatType ?? "unknown",
    title: topic || others.join(", ") || "Chat",
    ...(topic && { topic }),
    members: members.map(nameOf),
    ...(webUrl && { webUrl }),
    ...isReadOf(chat, account.id),
    ...(lastMessageAt && { lastMessageAt: toIso(new Date(lastMessageAt), account.timeZone) }),
  };
}

/** Nobody has to read what they wrote themselves. Source: https://learn.microsoft.com/graph/api/resources/chatviewpoint */
function isReadOf({ lastMessagePreview, viewpoint }: GraphChat, userId: string): { isRead?: boolean } {
  const [at, readAt] = [lastMessagePreview?.createdDateTime, viewpoint?.lastMessageReadDateTime];
  if (lastMessagePreview?.from?.user?.id === userId) return { isRead: true };
  return at && readAt ? { isRead: Date.parse(readAt) >= Date.parse(at) } : {};
}

const nameOf = ({ displayName, email }: GraphMember): string => displayName || email || "Unknown";
