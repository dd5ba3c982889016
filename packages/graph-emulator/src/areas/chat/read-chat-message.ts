import type { User } from "../../directory.ts";
import { badRequest } from "../../protocol/graph-fault.ts";
import { itemsOf, type JsonProperties, propertiesOf, textOf } from "../../protocol/properties-of.ts";
import { createRefusal } from "../../refusals/create-refusal.ts";
import { type ChatMessageFields, identityOf } from "./chat-store.ts";
import type { StoredChatMention } from "./stored-chat.ts";

const importances = ["normal", "high", "urgent"] as const;

export interface ChatMessageInput extends ChatMessageFields {
  /** Ids by which the body refers to pictures in the message. They are replaced by URLs. */
  pictures: readonly string[];
}

/** Reads a message from a request body. */
export function readChatMessage(given: unknown, from: User): ChatMessageInput {
  const { body, importance: wanted = "normal", subject, summary, mentions, hostedContents, ...more } = propertiesOf(given);
  const { content, contentType: type = "text" } = propertiesOf(body);
  const attachments = itemsOf(more.attachments).map(propertiesOf);
  if (typeof content !== "string" || (content.trim() === "" && attachments.length === 0)) throw createRefusal("chat-message-empty");
  const contentType = String(type).toLowerCase();
  if (contentType !== "text" && contentType !== "html") throw badRequest("The body's contentType is not supported.");
  const importance = importances.find((candidate) => candidate === String(wanted).toLowerCase());
  if (!importance) throw badRequest("The importance is not supported.");
  return {
    from: { user: identityOf(from) },
    body: { contentType, content },
    importance,
    subject: textOf(subject) ?? null,
    summary: textOf(summary) ?? null,
    mentions: readMentions(itemsOf(mentions), contentType === "html" ? content : ""),
    attachments,
    pictures: itemsOf(hostedContents).map((picture) => String(propertiesOf(picture)["@microsoft.graph.temporaryId"])),
  };
}

function readMentions(given: readonly unknown[], html: string): StoredChatMention[] {
  const mentions = given.map(propertiesOf).map(({ id, ...mention }) => ({ ...mention, id: Number(id) }) as JsonProperties & { id: number });
  const markers = [...html.matchAll(/<at id="?(\d+)"?>/g)].map((match) => Number(match[1]));
  const missing =
    mentions.find(({ id }) => !markers.includes(id))?.id ?? markers.find((id) => !mentions.some((mention) => mention.id === id));
  if (missing !== undefined) throw createRefusal("chat-mention-marker", { id: missing });
  return mentions.map(({ id, mentionText, mentioned }) => {
    const user = propertiesOf(propertiesOf(mentioned).user);
    if (typeof user.id !== "string") throw badRequest("Only users can be mentioned in a chat.");
    return { id, mentionText: String(mentionText), user: { id: user.id, displayName: textOf(user.displayName) ?? null } };
  });
}
