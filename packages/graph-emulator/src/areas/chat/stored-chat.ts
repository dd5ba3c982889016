export type ChatType = "oneOnOne" | "group" | "meeting";

export interface StoredChatMember {
  userId: string;
  displayName: string;
  email: string;
  tenantId: string;
  roles: string[];
}

export interface TeamsIdentity {
  id: string;
  displayName: string | null;
}

export interface StoredChatMention {
  id: number;
  mentionText: string;
  user: TeamsIdentity;
}

export interface StoredChatMessage {
  /** Milliseconds since 1970 as text, as in Teams. */
  id: string;
  createdAt: Date;
  modifiedAt: Date;
  editedAt: Date | null;
  deletedAt: Date | null;
  /** Null for a system event. */
  from: { user: TeamsIdentity } | { application: TeamsIdentity } | null;
  body: { contentType: "text" | "html"; content: string };
  subject: string | null;
  summary: string | null;
  importance: "normal" | "high" | "urgent";
  mentions: StoredChatMention[];
  attachments: object[];
  reactions: { reactionType: string; user: TeamsIdentity; at: Date }[];
  /** Ids of the pictures in the body. */
  hostedContents: string[];
  /** Details of a system event; otherwise null. */
  event: Record<string, unknown> | null;
}

export interface StoredChat {
  id: string;
  chatType: ChatType;
  topic: string | null;
  tenantId: string;
  createdAt: Date;
  /** Time of the last change of the chat's name or members. Messages do not count. */
  updatedAt: Date;
  members: StoredChatMember[];
  /** Messages, oldest first. */
  messages: StoredChatMessage[];
  /** Status for all requests below the chat, although the chat is listed, as in a tenant where the user is a guest. */
  refusedWith: 403 | 404 | undefined;
  meeting: { organizer: TeamsIdentity; joinWebUrl: string } | undefined;
  /** When each member last read the chat, by user id. */
  readAt: Map<string, Date>;
}
