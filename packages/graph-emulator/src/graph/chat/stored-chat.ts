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
  /** Milliseconds since 1970, as text: Teams' own way. */
  id: string;
  createdAt: Date;
  modifiedAt: Date;
  editedAt: Date | null;
  deletedAt: Date | null;
  /** Null: a system event. */
  from: { user: TeamsIdentity } | { application: TeamsIdentity } | null;
  body: { contentType: "text" | "html"; content: string };
  subject: string | null;
  summary: string | null;
  importance: "normal" | "high" | "urgent";
  mentions: StoredChatMention[];
  attachments: object[];
  reactions: { reactionType: string; user: TeamsIdentity; at: Date }[];
  /** Ids of pictures in the body. */
  hostedContents: string[];
  /** Of a system event. */
  event: Record<string, unknown> | null;
}

export interface StoredChat {
  id: string;
  chatType: ChatType;
  topic: string | null;
  tenantId: string;
  createdAt: Date;
  /** The chat itself was changed, by a new name or member; a message does not count. */
  updatedAt: Date;
  members: StoredChatMember[];
  /** Oldest first. */
  messages: StoredChatMessage[];
  /** Everything below the chat answers so, although it is listed: a tenant where the user is a guest. */
  refusedWith: 403 | 404 | undefined;
  meeting: { organizer: TeamsIdentity; joinWebUrl: string } | undefined;
  /** When each member read it last, by user id. */
  readAt: Map<string, Date>;
}
