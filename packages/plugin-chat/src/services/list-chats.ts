import * as z from "zod";
import { type ChatView, chat, toChat } from "../chat-item.ts";
import { newestFirst } from "../chat-paths.ts";
import type { GraphChat } from "../graph-types.ts";
import type { ServiceCall } from "./service-call.ts";

export const listChatsInput = z.object({
  search: z.string().min(1).optional().describe("Only chats whose topic or a member's name contains this"),
  maxItems: z.number().int().min(1).max(500).default(50),
});
export const listChatsOutput = z.object({ chats: z.array(chat), truncated: z.boolean() });

/** The chats as they are now, newest first. */
export async function listChats(call: ServiceCall<z.output<typeof listChatsInput>>): Promise<z.output<typeof listChatsOutput>> {
  const { account, graph, input } = call;
  const wanted = input.search?.toLowerCase();
  const chats: ChatView[] = [];
  const query = { ...newestFirst, $expand: "members,lastMessagePreview", $top: 50 };
  for await (const each of graph.pages<GraphChat>("/me/chats", { query })) {
    const view = toChat(each, account);
    if (wanted !== undefined && ![view.topic, ...view.members].some((text) => text?.toLowerCase().includes(wanted))) continue;
    if (chats.length === input.maxItems) return { chats, truncated: true };
    chats.push(view);
  }
  return { chats, truncated: false };
}
