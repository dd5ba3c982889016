import * as z from "zod";
import { type ChatItem, chatItem } from "../chat-item.ts";
import { type MessageItem, messageItem } from "../message-item.ts";

/** Chats that changed, under their id, and the latest messages, under `chat/message`. */
export const item = z.discriminatedUnion("kind", [chatItem, messageItem]);
export type Item = ChatItem | MessageItem;
export type Items = ReadonlyMap<string, Item>;

export const keyOf = (chatId: string, messageId: string): string => `${chatId}/${messageId}`;

export function messagesIn(items: Items): [string, MessageItem][] {
  return [...items].flatMap(([key, entry]) => (entry.kind === "message" ? [[key, entry] as [string, MessageItem]] : []));
}

export function newestIn(items: Items): [string, MessageItem] | undefined {
  return messagesIn(items).reduce<[string, MessageItem] | undefined>(
    (best, entry) => (best && best[1].time >= entry[1].time ? best : entry),
    undefined,
  );
}
