import { service } from "@casement/core";
import { readSeenItems } from "@casement/graph-input";
import * as z from "zod";
import { newestFirst } from "../chat-paths.ts";
import { type ChatView, chatView, toChatView } from "../chat-view.ts";
import { readGraphChat } from "../graph-types.ts";

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
    cursor: z.string().optional().meta({ title: "Next page", description: "`cursor` of the previous page", "x-group": "More" }),
  }),
  output: z.object({
    chats: z.array(chatView),
    truncated: z.boolean(),
    cursor: z.string().optional().describe("For the next page. Absent on the last one"),
  }),
  scope: "Chat.Read",
  effect: "read",
  item: { of: "chat", does: "list", fields: { search: "search", cursor: "cursor" } },
  async run({ account, graph, input }) {
    const search = input.search?.toLowerCase();
    // A chat with a new message moves to the beginning.
    const seen = readSeenItems(input.cursor);
    const chats: ChatView[] = [];
    const query = { ...newestFirst, $expand: "members,lastMessagePreview", $top: 50 };
    for await (const received of graph.pages<unknown>("/me/chats", { query })) {
      const chat = readGraphChat(received);
      if (!chat) continue;
      const view = toChatView(chat, account);
      if (search !== undefined && ![view.topic, ...view.members].some((text) => text?.toLowerCase().includes(search))) continue;
      if (seen.has(view.id)) continue;
      if (chats.length === input.maxItems) return { chats, truncated: true, cursor: seen.toCursor() };
      seen.add(view.id);
      chats.push(view);
    }
    return { chats, truncated: false };
  },
});
