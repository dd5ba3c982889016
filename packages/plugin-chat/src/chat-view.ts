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
});
export type ChatView = z.output<typeof chatView>;

/** A chat in the feed. `readAt`: milliseconds since 1970. */
export const chatItem = chatView.extend({ kind: z.literal("chat"), readAt: z.number() });
export type ChatItem = z.output<typeof chatItem>;

/** `account`: the signed-in user, and the time zone of the result. */
export function toChatView(chat: GraphChat, account: { readonly id: string; readonly timeZone: string }): ChatView {
  const { id, chatType, topic, members = [], webUrl, lastMessagePreview } = chat;
  const others = members.filter(({ userId }) => userId !== account.id).map(nameOf);
  const lastMessageAt = lastMessagePreview?.createdDateTime;
  return {
    id,
    type: chatType ?? "unknown",
    title: topic || others.join(", ") || "Chat",
    ...(topic && { topic }),
    members: members.map(nameOf),
    ...(webUrl && { webUrl }),
    ...(lastMessageAt && { lastMessageAt: toIso(new Date(lastMessageAt), account.timeZone) }),
  };
}

const nameOf = ({ displayName, email }: GraphMember): string => displayName || email || "Unknown";
