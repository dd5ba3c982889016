import * as z from "zod";
import { messagesPath } from "../chat-paths.ts";
import { keyOf } from "../feeds/item.ts";
import type { GraphMessage } from "../graph-types.ts";
import { withMentions } from "./mentions.ts";
import { chatId, invalid, type ServiceCall } from "./service-call.ts";

export const sendMessageInput = z.object({
  chat: chatId.optional().describe("Id of the chat; the config's sendTo unless given"),
  message: z.string().min(1).describe("Text with its line breaks, or HTML with contentType html"),
  contentType: z.enum(["text", "html"]).default("text"),
  mentions: z
    .array(z.string().min(1))
    .max(20)
    .default([])
    .describe("Members to mention: name, mail address or object id. `@name` in the message becomes the mention, else it comes first"),
  importance: z.enum(["normal", "high", "urgent"]).default("normal"),
  subject: z.string().optional(),
});
export const sendMessageOutput = z.object({ id: z.string(), chatId: z.string() });

export async function sendMessage(call: ServiceCall<z.output<typeof sendMessageInput>>): Promise<z.output<typeof sendMessageOutput>> {
  const { config, graph, input, markWritten } = call;
  const { contentType, importance, subject, message: content, chat = config.sendTo } = input;
  if (chat === undefined) throw invalid("chat", "is needed: give the id of a chat (list-chats shows them), or set sendTo in the config");
  const what = input.mentions.length > 0 ? await withMentions({ ...call, input: { ...input, chat } }) : { body: { contentType, content } };
  const { id } = await graph.send<GraphMessage>("POST", messagesPath(chat), {
    ...what,
    ...(importance !== "normal" && { importance }),
    ...(subject !== undefined && { subject }),
  });
  markWritten(keyOf(chat, id));
  return { id, chatId: chat };
}
