import type { Area, AreaContext } from "../area.ts";
import { type ChatControl, chatControl } from "./chat-control.ts";
import { chatRoutes } from "./chat-routes.ts";
import { createChatStore } from "./chat-store.ts";
import { messageRoutes } from "./message-routes.ts";

export type ChatArea = Area<"chat", ChatControl>;

/** Teams chats of all three types: members, messages, creation. */
export function chatArea({ clock, directory, ids }: AreaContext): ChatArea {
  const store = createChatStore({ clock, ids });
  return {
    name: "chat",
    routes: [...chatRoutes(store, directory), ...messageRoutes(store)],
    control: chatControl(store, directory, clock),
  };
}
