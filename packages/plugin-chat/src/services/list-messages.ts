import { invalidInput, service } from "@casement/core";
import { instantOf } from "@casement/graph-input";
import { isInstant } from "@casement/graph-time";
import * as z from "zod";
import { messagesPath } from "../chat-paths.ts";
import { readGraphMessage } from "../graph-types.ts";
import { isWrittenMessage, type MessageView, messageView, toMessageView } from "../message-view.ts";
import { chatIdInput } from "./chat-id-input.ts";
import { resolveChat } from "./resolve-chat.ts";

export const listMessages = service({
  title: "List the messages of a chat",
  summary: "List the latest messages of a Teams chat, newest first.",
  input: z.object({
    chat: chatIdInput,
    before: z
      .string()
      .optional()
      .meta({ description: "Only messages written before this time; ISO 8601", format: "date-time", "x-aliases": ["until"] }),
    maxItems: z
      .number()
      .int()
      .min(1)
      .max(500)
      .default(20)
      .meta({ title: "Maximum number", "x-aliases": ["limit", "top"] }),
  }),
  output: z.object({ messages: z.array(messageView), truncated: z.boolean() }),
  scope: "Chat.Read",
  effect: "read",
  item: {
    of: "chat",
    does: "open",
    id: "chat",
    fields: { to: "before" },
    shows: {
      attribute: "messages",
      title: "subject",
      from: "from",
      start: "at",
      html: "contentHtml",
      text: "content",
      own: "own",
      attachments: "attachments",
    },
  },
  async run(call) {
    const { account, graph, input } = call;
    const { id } = resolveChat(call, input.chat);
    const order = { $top: 50, $orderby: "createdDateTime desc" };
    const query =
      input.before === undefined
        ? order
        : { ...order, $filter: `createdDateTime lt ${limitOf(input.before, account.timeZone).toISOString()}` };
    const messages: MessageView[] = [];
    for await (const received of graph.pages<unknown>(messagesPath(id), { query })) {
      const message = readGraphMessage(received);
      if (!message || !isWrittenMessage(message)) continue;
      if (messages.length === input.maxItems) return { messages, truncated: true };
      messages.push(toMessageView({ id }, message, account));
    }
    return { messages, truncated: false };
  },
});

function limitOf(text: string, zone: string): Date {
  if (!isInstant(text)) throw invalidInput("before", "is not a valid time. Use a form such as 2026-03-02T17:30:00+01:00");
  return instantOf(text, zone, "before");
}
