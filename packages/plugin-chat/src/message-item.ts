import { htmlToText, plainText, sanitiseHtml } from "@casement/graph-text";
import { toIso } from "@casement/graph-time";
import * as z from "zod";
import type { GraphChat, GraphMessage } from "./graph-types.ts";

/** A message as sensor, events and answers show it. */
export const message = z.object({
  id: z.string(),
  chatId: z.string(),
  chatType: z.string().optional().describe("oneOnOne, group or meeting"),
  topic: z.string().optional().describe("Of a group or a meeting"),
  at: z.string().describe("When it was written; ISO 8601"),
  from: z.string().optional().describe("Name of who wrote it"),
  fromId: z.string().optional().describe("Object id of who wrote it"),
  own: z.boolean().describe("You wrote it"),
  content: z.string().describe("As text"),
  contentHtml: z.string().describe("As HTML, safe to show: no scripts, styles or pictures"),
  importance: z.string().optional().describe("high or urgent"),
  subject: z.string().optional(),
  attachments: z.array(z.string()).optional().describe("Names"),
});
export type MessageView = z.output<typeof message>;

/** A message as the feed keeps it. `news`: found because it is newer than what was known, so it is announced. */
export const messageItem = message.extend({ kind: z.literal("message"), time: z.number(), news: z.boolean() });
export type MessageItem = z.output<typeof messageItem>;

/** Written by somebody, not an event of the chat (Graph hides the type of those), and not taken back. */
export function isHuman({ messageType, eventDetail, deletedDateTime, isDeleted, body, from }: GraphMessage): boolean {
  const written = messageType === "message" && !eventDetail && !/^\s*<systemEventMessage\s*\/>\s*$/i.test(body?.content ?? "");
  return written && !deletedDateTime && !isDeleted && Boolean(from?.user ?? from?.application);
}

export const timeOf = ({ createdDateTime }: GraphMessage): number => (createdDateTime ? Date.parse(createdDateTime) : 0);

export function toMessage(
  chat: Pick<GraphChat, "id" | "chatType" | "topic">,
  source: GraphMessage,
  { id: ownId, timeZone }: { id: string; timeZone: string },
): MessageView {
  const { id, from, body, importance, subject, attachments } = source;
  const writer = from?.user ?? from?.application;
  const names = (attachments ?? []).flatMap(({ name }) => (name ? [name] : []));
  return {
    id,
    chatId: chat.id,
    ...(chat.chatType && { chatType: chat.chatType }),
    ...(chat.topic && { topic: chat.topic }),
    at: toIso(new Date(timeOf(source)), timeZone),
    ...(writer?.displayName && { from: writer.displayName }),
    ...(writer?.id && { fromId: writer.id }),
    own: from?.user?.id === ownId,
    ...contentOf(body),
    ...(importance && importance !== "normal" && { importance }),
    ...(subject && { subject }),
    ...(names.length > 0 && { attachments: names }),
  };
}

function contentOf(body: GraphMessage["body"]): Pick<MessageView, "content" | "contentHtml"> {
  const content = body?.content ?? "";
  if (body?.contentType?.toLowerCase() === "html") return { content: htmlToText(content), contentHtml: sanitiseHtml(content) };
  const text = plainText(content);
  return { content: text, contentHtml: sanitiseHtml(escaped(text).replaceAll("\n", "<br>")) };
}

export const escaped = (text: string): string => text.replaceAll("&", "&amp;").replaceAll("<", "&lt;").replaceAll(">", "&gt;");
