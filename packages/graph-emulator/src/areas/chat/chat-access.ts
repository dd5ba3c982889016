import { GraphFault } from "../../protocol/graph-fault.ts";
import type { GraphRequest } from "../../protocol/route.ts";
import { createRefusal } from "../../refusals/create-refusal.ts";
import type { ChatStore } from "./chat-store.ts";
import type { StoredChat, StoredChatMessage } from "./stored-chat.ts";

/**
 * Returns the chat of the path.
 *
 * @throws GraphFault 404 or 403 when it does not exist, is refused, or the caller is not a member.
 */
export function chatOf(request: GraphRequest, store: ChatStore): StoredChat {
  checkOwnChats(request);
  const chat = store.get(request.params.chat!);
  if (!chat || chat.refusedWith === 404) throw createRefusal("chat-unknown");
  if (chat.refusedWith === 403 || !chat.members.some(({ userId }) => userId === request.user.id)) throw createRefusal("chat-not-a-member");
  return chat;
}

/** Returns the message of the path, with its chat. */
export function messageOf(request: GraphRequest, store: ChatStore): { chat: StoredChat; message: StoredChatMessage } {
  const chat = chatOf(request, store);
  const message = chat.messages.find(({ id }) => id === request.params.message);
  if (!message) throw new GraphFault(404, "NotFound", "The message was not found.");
  return { chat, message };
}

export function checkOwnChats(request: GraphRequest): void {
  if (request.mailboxUser.id !== request.user.id) throw createRefusal("chat-other-user");
}

/** Returns the properties in `$expand`, in lowercase. */
export function expandOf(request: GraphRequest): string[] {
  return request.query.expand.map(({ property }) => {
    const name = property.toLowerCase();
    if (name !== "members" && name !== "lastmessagepreview") throw createRefusal("chat-expand", { value: property });
    if (name === "lastmessagepreview" && !request.allows("Chat.Read")) throw createRefusal("chat-preview-permission");
    return name;
  });
}

export const wantsAllEnumMembers = (request: GraphRequest): boolean =>
  /include-unknown-enum-members/i.test(request.headers.get("prefer") ?? "");
