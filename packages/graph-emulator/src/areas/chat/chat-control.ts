import { CasementError, type Clock } from "@casement/core";
import type { Directory, User } from "../../directory.ts";
import { type ChatStore, identityOf } from "./chat-store.ts";
import type { ChatType, StoredChat, StoredChatMessage } from "./stored-chat.ts";

export interface ChatOptions {
  /** Default: `oneOnOne` with one other member, otherwise `group`. */
  type?: ChatType;
  topic?: string;
  /** Members in addition to the user, by id or user principal name. */
  members: readonly string[];
  /** Tenant that owns the chat, by id or domain. Default: the user's tenant. */
  tenant?: string;
  /** Time of creation in ISO 8601. Default: now. */
  at?: string;
}

export interface NewChatMessage {
  text?: string;
  html?: string;
  importance?: StoredChatMessage["importance"];
  subject?: string;
  /** Time in ISO 8601. Default: now. */
  at?: string;
  /** Name of the app that sent the message. Omit for a message of the user. */
  app?: string;
  /** Mentioned users. `<at id="n">` in the HTML refers to them by index. */
  mentions?: readonly string[];
}

/** Changes chats from outside Graph. Users are given by id or user principal name. */
export interface ChatControl {
  chats(user: string): { id: string; type: ChatType; topic: string | null; members: string[]; messages: number }[];
  /** Adds a chat and returns its id. Returns the id of an existing oneOnOne chat of the same members. */
  addChat(user: string, options: ChatOptions): string;
  removeChat(chat: string): void;
  /** Sends a message and returns its id. */
  say(from: string, chat: string, message: string | NewChatMessage): string;
  editMessage(chat: string, id: string, message: string | NewChatMessage): void;
  deleteMessage(chat: string, id: string): void;
  /** Messages of a chat, oldest first. */
  messages(chat: string): { id: string; from: string | null; content: string; contentType: string; deleted: boolean }[];
  rename(by: string, chat: string, topic: string): void;
  addMember(by: string, chat: string, user: string): void;
  removeMember(by: string, chat: string, user: string): void;
  /** Makes all requests below the chat fail with this status, although the chat is listed. Null ends it. */
  refuse(chat: string, status: 403 | 404 | null): void;
}

export function createChatControl(store: ChatStore, directory: Directory, clock: Clock): ChatControl {
  const userOf = (name: string): User => {
    const user = directory.user(name);
    if (!user) throw new CasementError("input-invalid", "No user has that id or name.");
    return user;
  };
  const chatOf = (id: string): StoredChat => {
    const chat = store.get(id);
    if (!chat) throw new CasementError("input-invalid", "There is no chat with that ID.");
    return chat;
  };
  const messageOf = (chat: string, id: string): StoredChatMessage => {
    const message = chatOf(chat).messages.find((candidate) => candidate.id === id);
    if (!message) throw new CasementError("input-invalid", "The chat has no message with that id.");
    return message;
  };
  const bodyOf = (message: string | NewChatMessage): StoredChatMessage["body"] => {
    const { text, html } = typeof message === "string" ? { text: message, html: undefined } : message;
    return html === undefined ? { contentType: "text", content: text ?? "" } : { contentType: "html", content: html };
  };
  return {
    chats: (user) =>
      store.chatsOf(userOf(user).id).map(({ id, chatType, topic, members, messages }) => ({
        id,
        type: chatType,
        topic,
        members: members.map(({ displayName }) => displayName),
        messages: messages.length,
      })),
    addChat(user, { type, topic, members, tenant, at }) {
      const initiator = userOf(user);
      const all = [initiator, ...members.map(userOf)];
      const tenantId = tenant === undefined ? initiator.tenantId : directory.tenant(tenant)?.id;
      if (tenantId === undefined) throw new CasementError("input-invalid", "There is no tenant with that ID or domain.");
      return store.create({
        chatType: type ?? (members.length === 1 ? "oneOnOne" : "group"),
        topic: topic ?? null,
        members: all.map((member) => ({ user: member, role: "owner" })),
        tenantId,
        initiator,
        at: at === undefined ? undefined : new Date(at),
      }).id;
    },
    removeChat: (chat) => store.remove(chatOf(chat).id),
    say(from, chat, message) {
      const content: NewChatMessage = typeof message === "string" ? {} : message;
      const user = identityOf(userOf(from));
      return store.addMessage(chatOf(chat), {
        from: content.app === undefined ? { user } : { application: { id: `app-${content.app}`, displayName: content.app } },
        body: bodyOf(message),
        ...(content.importance && { importance: content.importance }),
        ...(content.subject !== undefined && { subject: content.subject }),
        ...(content.at !== undefined && { at: new Date(content.at) }),
        mentions: (content.mentions ?? [])
          .map(userOf)
          .map((member, id) => ({ id, mentionText: member.displayName, user: identityOf(member) })),
      }).id;
    },
    editMessage(chat, id, message) {
      const edited = messageOf(chat, id);
      edited.body = bodyOf(message);
      edited.editedAt = edited.modifiedAt = clock.now();
    },
    deleteMessage(chat, id) {
      const deleted = messageOf(chat, id);
      deleted.deletedAt = deleted.modifiedAt = clock.now();
    },
    messages: (chat) =>
      chatOf(chat).messages.map(({ id, from, body, deletedAt }) => ({
        id,
        from: from === null ? null : "user" in from ? from.user.displayName : from.application.displayName,
        ...body,
        deleted: deletedAt !== null,
      })),
    rename: (by, chat, topic) => store.rename(chatOf(chat), topic, identityOf(userOf(by))),
    addMember: (by, chat, user) => void store.addMember(chatOf(chat), userOf(user), "owner", identityOf(userOf(by))),
    removeMember: (by, chat, user) => store.removeMember(chatOf(chat), userOf(user).id, identityOf(userOf(by))),
    refuse(chat, status) {
      chatOf(chat).refusedWith = status ?? undefined;
    },
  };
}
