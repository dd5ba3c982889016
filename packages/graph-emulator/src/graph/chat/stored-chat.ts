export type ChatType = "oneOnOne" | "group" | "meeting";

export interface StoredMember {
  userId: string;
  displayName: string;
  email: string;
  tenantId: string;
  roles: string[];
}

export interface Identity {
  id: string;
  displayName: string | null;
}

export interface StoredMention {
  id: number;
  mentionText: string;
  user: Identity;
}

export interface StoredMessage {
  /** Milliseconds since 1970, as text: Teams' own way. */
  id: string;
  createdAt: Date;
  modifiedAt: Date;
  editedAt: Date | null;
  deletedAt: Date | null;
  /** Null: a system event. */
  from: { user: Identity } | { application: Identity } | null;
  body: { contentType: "text" | "html"; content: string };
  subject: string | null;
  summary: string | null;
  importance: "normal" | "high" | "urgent";
  mentions: StoredMention[];
  attachments: object[];
  reactions: { reactionType: string; user: Identity; at: Date }[];
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
  members: StoredMember[];
  /** Oldest first. */
  messages: StoredMessage[];
  /** Everything below the chat answers so, although it is listed: a tenant where the user is a guest. */
  refuses: 403 | 404 | undefined;
  meeting: { organizer: Identity; joinWebUrl: string } | undefined;
  /** When each member read it last, by user id. */
  readAt: Map<string, Date>;
}
