import type { SensorInstance } from "@casement/core";
import * as z from "zod";
import { type ChatView, chat } from "../chat-item.ts";
import type { Config } from "../config.ts";
import { type Items, newestIn } from "../feeds/item.ts";
import { message } from "../message-item.ts";
import type { About } from "./chat-instances.ts";

const { id: _id, at: _at, ...told } = message.partial().shape;

export const value = z.object({
  state: z.string().nullable().describe("When the newest message was written; null: there is none"),
  messageId: z.string().optional(),
  ...told,
  members: z.array(z.string()).optional().describe("Names of who is in that chat"),
  chats: z.array(chat).describe("Newest first"),
  truncated: z.boolean().describe("There are more chats than `chats` shows"),
});
export type Value = z.output<typeof value>;

export function chatView({ items, instance, config }: { items: Items; instance: SensorInstance; config: Config }): { value: Value } {
  const about = instance.viewData as About;
  const chats = new Map<string, ChatView>(about.chats.map((listed) => [listed.id, listed]));
  for (const entry of items.values()) {
    // What was read before the list is in the list, or gone.
    if (entry.kind !== "chat" || entry.readAt < about.readAt) continue;
    const { kind: _kind, readAt: _readAt, ...read } = entry;
    const listed = chats.get(read.id);
    chats.set(read.id, read.members.length > 0 || !listed ? read : { ...read, title: listed.title, members: listed.members });
  }
  const sorted = [...chats.values()].sort((a, b) => timeOf(b) - timeOf(a));
  const list = { chats: sorted.slice(0, config.maxItems), truncated: about.truncated || sorted.length > config.maxItems };
  const [, newest] = newestIn(items) ?? [];
  if (!newest) return { value: { state: null, ...list } };
  const { kind: _kind, time: _time, news: _news, id: messageId, at: state, ...rest } = newest;
  const members = chats.get(newest.chatId)?.members;
  return { value: { state, messageId, ...rest, ...(members && { members }), ...list } };
}

const timeOf = ({ lastMessageAt }: ChatView): number => (lastMessageAt === undefined ? 0 : Date.parse(lastMessageAt));
