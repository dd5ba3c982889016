/** The properties of chats that are read. All but the ids can be missing or null. */
export interface GraphChat {
  id: string;
  chatType?: string | null;
  topic?: string | null;
  webUrl?: string | null;
  members?: readonly GraphMember[];
  lastMessagePreview?: GraphMessage | null;
}

export interface GraphMember {
  userId?: string | null;
  displayName?: string | null;
  email?: string | null;
}

interface GraphIdentity {
  id?: string | null;
  displayName?: string | null;
}

/** A `chatMessage`, or the `chatMessageInfo` of a preview, which has fewer properties. */
export interface GraphMessage {
  id: string;
  createdDateTime?: string | null;
  messageType?: string | null;
  from?: { user?: GraphIdentity | null; application?: GraphIdentity | null; device?: GraphIdentity | null } | null;
  body?: { contentType?: string | null; content?: string | null } | null;
  subject?: string | null;
  importance?: string | null;
  eventDetail?: object | null;
  /** Only of a `chatMessage`. */
  deletedDateTime?: string | null;
  /** Only of a `chatMessageInfo`. */
  isDeleted?: boolean | null;
  attachments?: readonly { name?: string | null }[] | null;
}
