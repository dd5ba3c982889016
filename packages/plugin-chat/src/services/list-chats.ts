import { service } from "@casement/core";
import * as z from "zod";
import { newestFirst } from "../chat-paths.ts";
import { type ChatView, chatView, toChatView } from "../chat-view.ts";
import type { GraphChat } from "../graph-types.ts";

export const listChats = service({
  title: "List chats",
  summary: "List your Teams chats with their members, newest first.",
  input: z.object({
    search: z
      .string()
      .min(1)
      .optional()
      .meta({ description: "Part of the topic or of a member's name", "x-aliases": ["query"] }),
    maxItems: z
      .number()
      .int()
      .min(1)
      .max(500)
      .default(50)
      .meta({ title: "Maximum number", "x-aliases": ["limit", "top"] }),
  }),
  output: z.object({ chats: z.array(chatView), truncated: z.boolean() }),
  scope: "Chat.Read",
  effect: "read",
  item: { of: "chat", does: "list", fields: { search: "search" } },
  async run({ account, graph, input }) {
    const search = input.search?.toLowerCase();
    const chats: ChatView[] = [];
    const query = { ...newestFirst, $expand: "members,lastMessagePreview", $top: 50 };
    for await (const chat of graph.pages<GraphChat>("/me/chats", { query })) {
      const view = toChatView(chat, account);
      if (search !== undefined && ![view.topic, ...view.members].some((text) => text?.toLowerCase().includes(search))) continue;
      if (chats.length === input.maxItems) return { chats, truncated: true };
      chats.push(view);
    }
    return { chats, truncated: false };
  },
});
