import { parseInstant } from "@casement/graph-time";
import * as z from "zod";
import { messagesPath } from "../chat-paths.ts";
import type { GraphMessage } from "../graph-types.ts";
import { isHuman, type MessageView, message, toMessage } from "../message-item.ts";
import { chatId, invalid, type ServiceCall } from "./service-call.ts";

export const listMessagesInput = z.object({
  chat: chatId,
  before: z.string().optional().describe("Only messages written before this time; ISO 8601"),
  maxItems: z.number().int().min(1).max(500).default(20),
});
export const listMessagesOutput = z.object({ messages: z.array(message), truncated: z.boolean() });

/** What people wrote in a chat, newest first. */
export async function listMessages(call: ServiceCall<z.output<typeof listMessagesInput>>): Promise<z.output<typeof listMessagesOutput>> {
  const { account, graph, input } = call;
  const order = { $top: 50, $orderby: "createdDateTime desc" };
  const query =
    input.before === undefined
      ? order
      : { ...order, $filter: `createdDateTime lt ${instantOf(input.before, account.timeZone).toISOString()}` };
  const messages: MessageView[] = [];
  for await (const each of graph.pages<GraphMessage>(messagesPath(input.chat), { query })) {
    if (!isHuman(each)) continue;
    if (messages.length === input.maxItems) return { messages, truncated: true };
    messages.push(toMessage({ id: input.chat }, each, account));
  }
  return { messages, truncated: false };
}

function instantOf(text: string, zone: string): Date {
  try {
    return parseInstant(text, zone);
  } catch {
    throw invalid("before", "is no time; write it like 2026-03-02T17:30:00+01:00");
  }
}
