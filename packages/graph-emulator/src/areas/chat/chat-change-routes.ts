import type { Directory } from "../../directory.ts";
import { propertiesOf } from "../../protocol/properties-of.ts";
import { defineRoute, type GraphRequest, noContentResult, type Route } from "../../protocol/route.ts";
import { createRefusal } from "../../refusals/create-refusal.ts";
import { messageOf } from "./chat-access.ts";
import type { ChatStore } from "./chat-store.ts";
import { readChatMessage } from "./read-chat-message.ts";
import type { StoredChatMessage } from "./stored-chat.ts";

/** Creates the routes by which people change their own messages of a chat: edit, delete, and undo the deletion. */
export function createChatChangeRoutes(store: ChatStore, directory: Directory): Route[] {
  const ownMessageOf = (request: GraphRequest): StoredChatMessage => {
    const { message } = messageOf(request, store);
    const isOwn = message.from !== null && "user" in message.from && message.from.user.id === request.user.id;
    if (!isOwn) throw createRefusal("chat-message-of-another");
    return message;
  };

  const edit = (request: GraphRequest) => {
    const message = ownMessageOf(request);
    if (message.deletedAt) throw createRefusal("chat-edit-deleted");
    const { body, importance, subject, summary, mentions, attachments } = message;
    const before = {
      body,
      importance,
      subject,
      summary,
      attachments,
      mentions: mentions.map(({ user, ...mention }) => ({ ...mention, mentioned: { user } })),
    };
    const { pictures: _, ...fields } = readChatMessage({ ...before, ...propertiesOf(request.body) }, request.user);
    Object.assign(message, fields);
    message.editedAt = message.modifiedAt = request.clock.now();
    return noContentResult();
  };

  /** Graph has these requests only below `/users/{id}`, and only for the signed-in user. */
  const changeDeletion = (isDeleted: boolean) => (request: GraphRequest) => {
    if (directory.user(request.params.user!)?.id !== request.user.id) throw createRefusal("chat-other-user");
    const message = ownMessageOf(request);
    message.modifiedAt = request.clock.now();
    message.deletedAt = isDeleted ? message.modifiedAt : null;
    return noContentResult();
  };

  const path = "/users/{user}/chats/{chat}/messages/{message}";
  return [
    defineRoute("PATCH", "/chats/{chat}/messages/{message}", edit),
    defineRoute("POST", `${path}/softDelete`, changeDeletion(true)),
    defineRoute("POST", `${path}/undoSoftDelete`, changeDeletion(false)),
  ];
}
