import type { Area, AreaContext } from "../area.ts";
import { createChatChangeRoutes } from "./chat-change-routes.ts";
import { type ChatControl, createChatControl } from "./chat-control.ts";
import { createChatMessageRoutes } from "./chat-message-routes.ts";
import { createChatRoutes } from "./chat-routes.ts";
import { createChatStore } from "./chat-store.ts";

export type ChatArea = Area<"chat", ChatControl>;

/** Creates the area for Teams chats of all three types: members, messages, and creation. */
export function createChatArea({ clock, directory, ids }: AreaContext): ChatArea {
  const store = createChatStore({ clock, ids });
  return {
    name: "chat",
    routes: [...createChatRoutes(store, directory), ...createChatMessageRoutes(store), ...createChatChangeRoutes(store, directory)],
    control: createChatControl(store, directory, clock),
  };
}
