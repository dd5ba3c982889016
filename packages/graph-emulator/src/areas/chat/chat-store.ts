import type { Clock } from "@casement/core";
import type { User } from "../../directory.ts";
import type { IdGenerator } from "../../protocol/store/id-generator.ts";
import type { ChatType, StoredChat, StoredChatMember, StoredChatMessage, TeamsIdentity } from "./stored-chat.ts";

export interface NewChat {
  chatType: ChatType;
  topic?: string | null;
  members: readonly { user: User; role: string }[];
  /** Tenant that owns the chat. */
  tenantId: string;
  initiator: User;
  /** Time of creation. Default: now. */
  at?: Date | undefined;
}

export type ChatMessageFields = Pick<StoredChatMessage, "from" | "body"> &
  Partial<Omit<StoredChatMessage, "id" | "createdAt">> & { at?: Date };

export interface ChatStore {
  get(id: string): StoredChat | undefined;
  /** Returns the chats of a member, oldest first. */
  chatsOf(userId: string): StoredChat[];
  /** Creates a chat, or returns the existing oneOnOne chat of the same members. */
  create(chat: NewChat): StoredChat;
  remove(id: string): void;
  addMessage(chat: StoredChat, message: ChatMessageFields): StoredChatMessage;
  /** Adds a system event to the chat. */
  addSystemEvent(chat: StoredChat, type: string, initiator: TeamsIdentity, detail: Record<string, unknown>, at?: Date): StoredChatMessage;
  addMember(chat: StoredChat, user: User, role: string, initiator: TeamsIdentity): StoredChatMember;
  removeMember(chat: StoredChat, userId: string, initiator: TeamsIdentity): void;
  rename(chat: StoredChat, topic: string, initiator: TeamsIdentity): void;
}

export function createChatStore({ clock, ids }: { clock: Clock; ids: IdGenerator }): ChatStore {
  const chats = new Map<string, StoredChat>();
  const newId = (chatType: ChatType, members: readonly { user: User }[]): string => {
    if (chatType === "oneOnOne") {
      const [first, second] = members.map(({ user }) => user.id).sort();
      return `19:${first}_${second}@unq.gbl.spaces`;
    }
    const digits = ids.guid("chat").replaceAll("-", "");
    return chatType === "group" ? `19:${digits}@thread.v2` : `19:meeting_${Buffer.from(digits).toString("base64url")}@thread.v2`;
  };
  const store: ChatStore = {
    get: (id) => chats.get(id),
    chatsOf: (userId) => [...chats.values()].filter(({ members }) => members.some((member) => member.userId === userId)),
    create({ chatType, topic = null, members, tenantId, initiator, at = clock.now() }) {
      const id = newId(chatType, members);
      const existing = chats.get(id);
      if (existing) return existing;
      const chat: StoredChat = {
        id,
        chatType,
        topic,
        tenantId,
        createdAt: at,
        updatedAt: at,
        members: members.map(({ user, role }) => memberOf(user, role)),
        messages: [],
        refusedWith: undefined,
        meeting:
          chatType === "meeting"
            ? { organizer: identityOf(initiator), joinWebUrl: `https://teams.microsoft.com/l/meetup-join/${encodeURIComponent(id)}/0` }
            : undefined,
        readAt: new Map(),
      };
      chats.set(id, chat);
      const others = chat.members.filter(({ userId }) => userId !== initiator.id);
      if (chatType !== "oneOnOne")
        store.addSystemEvent(chat, "membersAdded", identityOf(initiator), { members: others.map(memberIdentity) }, at);
      return chat;
    },
    remove: (id) => void chats.delete(id),
    addMessage(chat, { at, ...message }) {
      let time = (at ?? clock.now()).getTime();
      while (chat.messages.some(({ id }) => id === String(time))) time++;
      const createdAt = new Date(time);
      const stored: StoredChatMessage = { ...blankMessage, id: String(time), createdAt, modifiedAt: createdAt, ...message };
      chat.messages.push(stored);
      chat.messages.sort((a, b) => a.createdAt.getTime() - b.createdAt.getTime());
      return stored;
    },
    addSystemEvent(chat, type, initiator, detail, at) {
      const user = { "@odata.type": "#microsoft.graph.teamworkUserIdentity", ...initiator, userIdentityType: "aadUser" };
      const event = {
        "@odata.type": `#microsoft.graph.${type}EventMessageDetail`,
        ...detail,
        initiator: { application: null, device: null, user },
      };
      return store.addMessage(chat, {
        from: null,
        body: { contentType: "html", content: "<systemEventMessage/>" },
        event,
        ...(at && { at }),
      });
    },
    addMember(chat, user, role, initiator) {
      const member = memberOf(user, role);
      chat.members = [...chat.members.filter(({ userId }) => userId !== user.id), member];
      chat.updatedAt = clock.now();
      store.addSystemEvent(chat, "membersAdded", initiator, { members: [memberIdentity(member)] });
      return member;
    },
    removeMember(chat, userId, initiator) {
      const removed = chat.members.filter((member) => member.userId === userId);
      chat.members = chat.members.filter((member) => member.userId !== userId);
      chat.updatedAt = clock.now();
      store.addSystemEvent(chat, "membersDeleted", initiator, { members: removed.map(memberIdentity) });
    },
    rename(chat, topic, initiator) {
      chat.topic = topic;
      chat.updatedAt = clock.now();
      store.addSystemEvent(chat, "chatRenamed", initiator, { chatId: chat.id, chatDisplayName: topic });
    },
  };
  return store;
}

export const identityOf = (user: User): TeamsIdentity => ({ id: user.id, displayName: user.displayName });

const memberOf = ({ id, displayName, mail, tenantId }: User, role: string): StoredChatMember => ({
  userId: id,
  displayName,
  email: mail,
  tenantId,
  roles: [role],
});

const memberIdentity = ({ userId }: StoredChatMember) => ({
  "@odata.type": "#microsoft.graph.teamworkUserIdentity",
  id: userId,
  displayName: null,
  userIdentityType: "aadUser",
});

const blankMessage: Omit<StoredChatMessage, "id" | "createdAt" | "modifiedAt" | "from" | "body"> = {
  editedAt: null,
  deletedAt: null,
  subject: null,
  summary: null,
  importance: "normal",
  mentions: [],
  attachments: [],
  reactions: [],
  hostedContents: [],
  event: null,
};
