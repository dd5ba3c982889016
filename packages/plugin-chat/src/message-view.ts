import { htmlToText, plainText, sanitizeHtml } from "@casement/graph-text";
import { toIso } from "@casement/graph-time";
import * as z from "zod";
import { attachmentText } from "./attachment-text.ts";
import { escapeHtml } from "./escape-html.ts";
import type { GraphChat, GraphMessage } from "./graph-types.ts";

/** A message as sensors, events and services show it. */
export const messageView = z.object({
  id: z.string(),
  chatId: z.string(),
  chatType: z.string().optional().describe("oneOnOne, group or meeting"),
  topic: z.string().optional().describe("Topic of a group or meeting chat"),
  at: z.string().meta({ description: "When it was written", format: "date-time" }),
  from: z.string().optional().describe("Name of the author"),
  fromId: z.string().optional().describe("Object ID of the author"),
  own: z.boolean().describe("Whether you wrote it"),
  content: z.string().meta({ description: "As text", "x-private": true }),
  contentHtml: z.string().meta({ description: "As safe HTML, without scripts, styles and pictures", "x-private": true }),
  importance: z.string().optional().describe("high or urgent"),
  subject: z.string().optional(),
  attachments: z.array(z.string()).optional().describe("Names"),
});
export type MessageView = z.output<typeof messageView>;

/** A message in the feed. `time`: milliseconds since 1970. `news`: newer than everything known when it was found, so it is announced. */
export const messageItem = messageView.extend({ kind: z.literal("message"), time: z.number(), news: z.boolean() });
export type MessageItem = z.output<typeof messageItem>;

/**
 * Whether a person or an app wrote the message, and did not delete it. Graph does not always give the type of a system message, but that nobody
 * wrote it (`null`). A sender that cannot be read is unknown.
 */
export function isWrittenMessage({ messageType, eventDetail, deletedDateTime, isDeleted, body, from }: GraphMessage): boolean {
  const isSystemMessage = messageType !== "message" || eventDetail || /^\s*<systemEventMessage\s*\/>\s*$/i.test(body?.content ?? "");
  return !isSystemMessage && !deletedDateTime && !isDeleted && (from === undefined || Boolean(from?.user ?? from?.application));
}

/** Milliseconds since 1970. */
export const messageTimeOf = ({ createdDateTime }: GraphMessage): number => (createdDateTime ? Date.parse(createdDateTime) : 0);

/** `account`: the signed-in user, and the time zone of the result. */
export function toMessageView(
  chat: Pick<GraphChat, "id" | "chatType" | "topic">,
  message: GraphMessage,
  account: { readonly id: string; readonly timeZone: string },
): MessageView {
  const { id, from, importance, subject, attachments } = message;
  const author = from?.user ?? from?.application;
  const names = (attachments ?? []).flatMap(({ name }) => (name ? [name] : []));
  return {
    id,
    chatId: chat.id,
    ...(chat.chatType && { chatType: chat.chatType }),
    ...(chat.topic && { topic: chat.topic }),
    at: toIso(new Date(messageTimeOf(message)), account.timeZone),
    ...(author?.displayName && { from: author.displayName }),
    ...(author?.id && { fromId: author.id }),
    own: from?.user?.id === account.id,
    ...contentOf(message),
    ...(importance && importance !== "normal" && { importance }),
    ...(subject && { subject }),
    ...(names.length > 0 && { attachments: names }),
  };
}

/** The body. If it has no text, the text of cards, or what there is instead: a picture, a code snippet. */
function contentOf(message: GraphMessage): Pick<MessageView, "content" | "contentHtml"> {
  const { body } = message;
  const content = body?.content ?? "";
  const isHtml = body?.contentType?.toLowerCase() === "html";
  const bodyText = isHtml ? htmlToText(content) : plainText(content);
  if (isHtml && bodyText !== "") return { content: bodyText, contentHtml: sanitizeHtml(content) };
  const text = bodyText || insteadOfText(message);
  return { content: text, contentHtml: sanitizeHtml(escapeHtml(text).replaceAll("\n", "<br>")) };
}

function insteadOfText({ body, attachments }: GraphMessage): string {
  const texts = (attachments ?? []).flatMap((attachment) => (attachment.name ? [] : (attachmentText(attachment) ?? [])));
  return texts.join("\n") || (/<img\b/i.test(body?.content ?? "") ? "[Picture]" : "");
}

/** Whether a preview shows the message. It lacks attachments, so that of a message that is only a card is empty. */
export const isCompletePreview = (preview: GraphMessage): boolean => contentOf(preview).content !== "";
