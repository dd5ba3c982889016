import type { User } from "../../directory.ts";
import { refuse } from "../../refusals.ts";
import { badRequest } from "../graph-fault.ts";
import { identityOf, type NewMessage } from "./chat-store.ts";
import type { StoredMention } from "./stored-chat.ts";

const importances = ["normal", "high", "urgent"] as const;

export interface MessageInput extends NewMessage {
  /** Pictures sent with the message: how the body names them, to be replaced by their address. */
  pictures: readonly string[];
}

/** A message as a client posts it. */
export function readMessage(body: any, from: User): MessageInput {
  const content = body?.body?.content;
  const attachments: object[] = Array.isArray(body?.attachments) ? body.attachments : [];
  if (typeof content !== "string" || (content.trim() === "" && attachments.length === 0)) throw refuse("chat-message-empty");
  const contentType = String(body.body.contentType ?? "text").toLowerCase();
  if (contentType !== "text" && contentType !== "html") throw badRequest("The body's contentType is not supported.");
  const importance = importances.find((each) => each === String(body.importance ?? "normal").toLowerCase());
  if (!importance) throw badRequest("The importance is not supported.");
  return {
    from: { user: identityOf(from) },
    body: { contentType, content },
    importance,
    subject: body.subject ?? null,
    summary: body.summary ?? null,
    mentions: readMentions(body.mentions ?? [], contentType === "html" ? content : ""),
    attachments,
    pictures: (body.hostedContents ?? []).map((picture: Record<string, unknown>) => String(picture["@microsoft.graph.temporaryId"])),
  };
}

function readMentions(mentions: any[], html: string): StoredMention[] {
  const markers = [...html.matchAll(/<at id="?(\d+)"?>/g)].map((match) => Number(match[1]));
  const missing =
    mentions.find(({ id }) => !markers.includes(id))?.id ?? markers.find((id) => !mentions.some((mention) => mention.id === id));
  if (missing !== undefined) throw refuse("chat-mention-marker", { id: missing });
  return mentions.map(({ id, mentionText, mentioned }) => {
    if (typeof mentioned?.user?.id !== "string") throw badRequest("Only users can be mentioned in a chat.");
    const { id: userId, displayName = null } = mentioned.user;
    return { id, mentionText: String(mentionText), user: { id: userId, displayName } };
  });
}
