import { toIso } from "@casement/graph-time";
import * as z from "zod";
import type { GraphChat, GraphMember } from "./graph-types.ts";

/** A chat as sensor, events and answers show it. */
export const chat = z.object({
  id: z.string(),
  type: z.string().describe("oneOnOne, group or meeting"),
  title: z.string().describe("The topic, or the names of the others"),
  topic: z.string().optional(),
  members: z.array(z.string()).describe("Names"),
  webUrl: z.string().optional(),
  lastMessageAt: z.string().optional().describe("Time of the last message or event in it; ISO 8601"),
});
export type ChatView = z.output<typeof chat>;

/** A chat as it was read; `readAt` in milliseconds since 1970. */
export const chatItem = chat.extend({ kind: z.literal("chat"), readAt: z.number() });
export type ChatItem = z.output<typeof chatItem>;

export function toChat(source: GraphChat, { id: ownId, timeZone }: { id: string; timeZone: string }): ChatView {
  const { id, chatType, topic, members = [], webUrl, lastMessagePreview } = source;
  const others = members.filter(({ userId }) => userId !== ownId).map(nameOf);
  const at = lastMessagePreview?.createdDateTime;
  return {
    id,
    type: chatType ?? "unknown",
    title: topic || others.join(", ") || "Chat",
    ...(topic && { topic }),
    members: members.map(nameOf),
    ...(webUrl && { webUrl }),
    ...(at && { lastMessageAt: toIso(new Date(at), timeZone) }),
  };
}

const nameOf = ({ displayName, email }: GraphMember): string => displayName || email || "Unknown";
