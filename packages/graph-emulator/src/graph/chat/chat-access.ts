import { createRefusal } from "../../refusals.ts";
import type { GraphRequest } from "../route.ts";
import type { ChatStore } from "./chat-store.ts";
import type { StoredChat } from "./stored-chat.ts";

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
