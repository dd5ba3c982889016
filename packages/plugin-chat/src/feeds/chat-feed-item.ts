import * as z from "zod";
import { type ChatItem, chatItem } from "../chat-view.ts";
import { type MessageItem, messageItem } from "../message-view.ts";

/** Chats that changed since the list of chats was read, by chat ID, and the newest messages, by `messageItemIdOf`. */
export const chatFeedItem = z.discriminatedUnion("kind", [chatItem, messageItem]);
export type ChatFeedItem = ChatItem | MessageItem;
export type ChatFeedItems = ReadonlyMap<string, ChatFeedItem>;

/** `chat/message`. */
export const messageItemIdOf = (chatId: string, messageId: string): string => `${chatId}/${messageId}`;

type MessageEntry = readonly [id: string, message: MessageItem];

export function messagesOf(items: ChatFeedItems): MessageEntry[] {
  return [...items].flatMap(([id, item]): MessageEntry[] => (item.kind === "message" ? [[id, item]] : []));
}

export function newestMessageOf(items: ChatFeedItems): MessageEntry | undefined {
  return messagesOf(items).reduce<MessageEntry | undefined>(
    (newest, entry) => (newest && newest[1].time >= entry[1].time ? newest : entry),
    undefined,
  );
}
