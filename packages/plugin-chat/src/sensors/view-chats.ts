import type { ViewCall } from "@casement/core";
import * as z from "zod";
import { type ChatView, chatView } from "../chat-view.ts";
import type { ChatConfig } from "../config.ts";
import { type ChatFeedItem, type ChatFeedItems, newestMessageOf } from "../feeds/chat-feed-item.ts";
import { messageView } from "../message-view.ts";
import type { ChatListing } from "./chat-instances.ts";

const { id: _id, at: _at, ...messageFields } = messageView.partial().shape;

export const chatValue = z.object({
  state: z.string().meta({ format: "date-time" }).nullable().describe("When the newest message was written; null if there is none"),
  messageId: z.string().optional(),
  ...messageFields,
  members: z.array(z.string()).optional().describe("Names of the members of that chat"),
  chats: z.array(chatView).describe("Newest first"),
  truncated: z.boolean().describe("There are more chats than in `chats`"),
});

const emptyListing: ChatListing = { chats: [], truncated: false, readAt: 0 };

export function viewChats({ items, instance, config }: ViewCall<ChatFeedItem, ChatConfig, ChatListing>): {
  value: z.input<typeof chatValue>;
} {
  const listing = instance.viewData ?? emptyListing;
  const chats = mergeChats(items, listing);
  const sorted = [...chats.values()].sort((a, b) => lastMessageTimeOf(b) - lastMessageTimeOf(a));
  const list = { chats: sorted.slice(0, config.maxItems), truncated: listing.truncated || sorted.length > config.maxItems };
  const [, newest] = newestMessageOf(items) ?? [];
  if (!newest) return { value: { state: null, ...list } };
  const { kind: _kind, time: _time, news: _news, id: messageId, at: state, ...message } = newest;
  const members = chats.get(newest.chatId)?.members;
  return { value: { state, messageId, ...message, ...(members && { members }), ...list } };
}

/** Merges the listed chats with what the feed read later. */
function mergeChats(items: ChatFeedItems, listing: ChatListing): ReadonlyMap<string, ChatView> {
  const chats = new Map<string, ChatView>(listing.chats.map((chat) => [chat.id, chat]));
  for (const item of items.values()) {
    // The list already has what was read before it. If it lacks the chat, the user has left it.
    if (item.kind !== "chat" || item.readAt < listing.readAt) continue;
    const { kind: _kind, readAt: _readAt, ...chat } = item;
    const listed = chats.get(chat.id);
    chats.set(chat.id, chat.members.length > 0 || !listed ? chat : { ...chat, title: listed.title, members: listed.members });
  }
  return chats;
}

const lastMessageTimeOf = ({ lastMessageAt }: ChatView): number => (lastMessageAt === undefined ? 0 : Date.parse(lastMessageAt));
