import type { StoredChat, StoredChatMember, StoredChatMessage, TeamsIdentity } from "./stored-chat.ts";

export interface ChatViewOptions {
  /** The user who reads. */
  userId: string;
  expand: readonly string[];
  /** `Prefer: include-unknown-enum-members`. */
  allEnumMembers: boolean;
}

/** Presents a chat as Graph sends it. Members and the last message are included only if expanded. */
export function presentChat(chat: StoredChat, { userId, expand, allEnumMembers }: ChatViewOptions): Record<string, unknown> {
  const { id, topic, createdAt, updatedAt, chatType, tenantId, meeting } = chat;
  return {
    id,
    topic,
    createdDateTime: createdAt.toISOString(),
    lastUpdatedDateTime: updatedAt.toISOString(),
    chatType,
    webUrl: `https://teams.microsoft.com/l/chat/${encodeURIComponent(id)}/0?tenantId=${tenantId}`,
    tenantId,
    isHiddenForAllMembers: false,
    onlineMeetingInfo: meeting
      ? { calendarEventId: null, joinWebUrl: meeting.joinWebUrl, organizer: userIdentity(meeting.organizer) }
      : null,
    viewpoint: { isHidden: false, lastMessageReadDateTime: (chat.readAt.get(userId) ?? new Date(0)).toISOString() },
    ...(expand.includes("members") ? { members: chat.members.map((member) => presentMember(chat, member)) } : {}),
    ...(expand.includes("lastmessagepreview") ? { lastMessagePreview: presentPreview(chat, allEnumMembers) } : {}),
  };
}

export function presentMember(
  chat: StoredChat,
  { userId, displayName, email, tenantId, roles }: StoredChatMember,
): Record<string, unknown> {
  return {
    "@odata.type": "#microsoft.graph.aadUserConversationMember",
    id: memberIdOf(chat, userId),
    roles,
    displayName,
    visibleHistoryStartDateTime: "0001-01-01T00:00:00Z",
    userId,
    email,
    tenantId,
  };
}

/** Returns the id of a member, which is opaque to clients. */
export const memberIdOf = (chat: StoredChat, userId: string): string =>
  Buffer.from(`${chat.tenantId}##${chat.id}##${userId}`).toString("base64");

function presentPreview(chat: StoredChat, allEnumMembers: boolean): object | null {
  const last = chat.messages.at(-1);
  if (!last) return null;
  return {
    id: last.id,
    createdDateTime: last.createdAt.toISOString(),
    isDeleted: last.deletedAt !== null,
    messageType: messageType(last, allEnumMembers),
    eventDetail: last.event,
    body: bodyOf(last),
    from: fromOf(last),
  };
}

export function presentChatMessage(chat: StoredChat, message: StoredChatMessage, allEnumMembers: boolean): Record<string, unknown> {
  return {
    id: message.id,
    replyToId: null,
    etag: String(message.modifiedAt.getTime()),
    messageType: messageType(message, allEnumMembers),
    createdDateTime: message.createdAt.toISOString(),
    lastModifiedDateTime: message.modifiedAt.toISOString(),
    lastEditedDateTime: message.editedAt?.toISOString() ?? null,
    deletedDateTime: message.deletedAt?.toISOString() ?? null,
    subject: message.subject,
    summary: message.summary,
    chatId: chat.id,
    importance: message.importance,
    locale: "en-us",
    webUrl: null,
    channelIdentity: null,
    policyViolation: null,
    eventDetail: message.event,
    from: fromOf(message),
    body: bodyOf(message),
    attachments: message.deletedAt ? [] : message.attachments,
    mentions: message.deletedAt
      ? []
      : message.mentions.map(({ id, mentionText, user }) => ({
          id,
          mentionText,
          mentioned: { application: null, device: null, conversation: null, user: userIdentity(user) },
        })),
    reactions: message.reactions.map(({ reactionType, user, at }) => ({
      reactionType,
      createdDateTime: at.toISOString(),
      displayName: null,
      reactionContentUrl: null,
      user: { application: null, device: null, user: userIdentity(user) },
    })),
  };
}

const messageType = ({ event }: StoredChatMessage, allEnumMembers: boolean) =>
  event === null ? "message" : allEnumMembers ? "systemEventMessage" : "unknownFutureValue";

const bodyOf = ({ body, deletedAt }: StoredChatMessage) => (deletedAt ? { contentType: "html", content: "" } : body);

const userIdentity = (user: TeamsIdentity) => ({
  "@odata.type": "#microsoft.graph.teamworkUserIdentity",
  ...user,
  userIdentityType: "aadUser",
});

function fromOf({ from }: StoredChatMessage): object | null {
  if (!from) return null;
  if ("user" in from) return { application: null, device: null, user: userIdentity(from.user) };
  const application = {
    "@odata.type": "#microsoft.graph.teamworkApplicationIdentity",
    ...from.application,
    applicationIdentityType: "bot",
  };
  return { application, device: null, user: null };
}
