import { invalidInput, service } from "@casement/core";
import * as z from "zod";
import { messagesPath } from "../chat-paths.ts";
import { chatConfig } from "../config.ts";
import { messageItemIdOf } from "../feeds/chat-feed-item.ts";
import { addMentions } from "./add-mentions.ts";
import { chatIdInput } from "./chat-id-input.ts";
import { membersOf, resolveChat } from "./resolve-chat.ts";

/** About 28 KB for the whole message. Source: https://learn.microsoft.com/microsoftteams/limits-specifications-teams */
const maxMessageBytes = 28 * 1024;

export const sendMessage = service({
  config: chatConfig,
  title: "Send a message",
  summary: "Send a message to a Teams chat.",
  input: z.object({
    chat: chatIdInput.optional().meta({
      description: "Chat ID, its topic, or the other person's name or address. Default: sendTo of the configuration",
      "x-order": 1,
    }),
    message: z
      .string()
      .min(1)
      .meta({
        description: "Text with line breaks, or HTML with contentType html",
        format: "casement-text",
        "x-private": true,
        "x-aliases": ["text", "body", "content"],
        "x-order": 2,
      }),
    mentions: z.array(z.string().min(1)).max(20).default([]).meta({
      description:
        "Names, mail addresses or object IDs of members. @name in the message becomes the mention; otherwise the mention comes first",
      "x-order": 3,
      "x-group": "More",
    }),
    subject: z.string().optional().meta({ "x-order": 4, "x-group": "More" }),
    importance: z
      .enum(["normal", "high", "urgent"])
      .default("normal")
      .meta({ "x-aliases": ["priority"], "x-order": 5, "x-group": "More" }),
    contentType: z.enum(["text", "html"]).default("text").meta({ title: "Format", "x-order": 6, "x-group": "More" }),
  }),
  output: z.object({
    id: z.string(),
    chatId: z.string(),
    chat: z.string().optional().describe("Title of the chat, if it was found by name"),
  }),
  scope: "ChatMessage.Send",
  touches: ["messages"],
  effect: "add",
  reachesOthers: true,
  preview(call) {
    const { id, title } = resolveChat(call, requireChat(call));
    const emails = membersOf(call, id);
    return { items: title === undefined ? [] : [title], ...(emails.length > 0 && { people: emails }), reachesUnknown: emails.length === 0 };
  },
  item: { of: "chat", does: "act", id: "chat", fields: { text: "message" } },
  notify: { field: "message", when: ({ sendTo }) => sendTo !== undefined },
  async run(call) {
    const { graph, input, markWritten } = call;
    const { contentType, importance, subject, message, mentions } = input;
    const { id: chat, title } = resolveChat(call, requireChat(call));
    const content =
      mentions.length > 0
        ? await addMentions(graph, { chat, message, contentType, mentions })
        : { body: { contentType, content: message } };
    const size = Buffer.byteLength(content.body.content);
    if (size > maxMessageBytes)
      throw invalidInput(
        "message",
        `takes ${size} bytes; Teams accepts ${maxMessageBytes} bytes with markup and mentions. Shorten it, or send several`,
      );
    const { id } = await graph.send<{ id: string }>("POST", messagesPath(chat), {
      ...content,
      ...(importance !== "normal" && { importance }),
      ...(subject !== undefined && { subject }),
    });
    markWritten(messageItemIdOf(chat, id));
    return { id, chatId: chat, ...(title !== undefined && { chat: title }) };
  },
});

function requireChat({
  input,
  config,
}: {
  readonly input: { readonly chat?: string | undefined };
  readonly config: z.output<typeof chatConfig>;
}): string {
  const given = input.chat ?? config.sendTo;
  if (given === undefined)
    throw invalidInput("chat", "is required. Give the ID of a chat (see list-chats), or set sendTo in the configuration");
  return given;
}
