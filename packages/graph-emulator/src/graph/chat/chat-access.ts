import { refuse } from "../../refusals.ts";
import type { GraphCall } from "../route.ts";
import type { ChatStore } from "./chat-store.ts";
import type { StoredChat } from "./stored-chat.ts";

/** The chat of the path, if it exists, the caller is in it, and it does not refuse. */
export function chatOf(call: GraphCall, store: ChatStore): StoredChat {
  ownChats(call);
  const chat = store.get(call.params.chat!);
  if (!chat || chat.refuses === 404) throw refuse("chat-unknown");
  if (chat.refuses === 403 || !chat.members.some(({ userId }) => userId === call.user.id)) throw refuse("chat-not-a-member");
  return chat;
}

export function ownChats(call: GraphCall): void {
  if (call.mailboxUser.id !== call.user.id) throw refuse("chat-others");
}

/** What `$expand` names, in lower case. */
export function expandOf(call: GraphCall): string[] {
  return call.query.expand.map(({ property }) => {
    const name = property.toLowerCase();
    if (name !== "members" && name !== "lastmessagepreview") throw refuse("chat-expand", { value: property });
    if (name === "lastmessagepreview" && !call.allows("Chat.Read")) throw refuse("chat-preview-permission");
    return name;
  });
}

export const allEnumMembers = (call: GraphCall): boolean => /include-unknown-enum-members/i.test(call.headers.get("prefer") ?? "");
