/** What is read of chats; every property but ids may be missing or null. */
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

/** A `chatMessage`, or the `chatMessageInfo` of a preview, which has less. */
export interface GraphMessage {
  id: string;
  createdDateTime?: string | null;
  messageType?: string | null;
  from?: { user?: GraphIdentity | null; application?: GraphIdentity | null; device?: GraphIdentity | null } | null;
  body?: { contentType?: string | null; content?: string | null } | null;
  subject?: string | null;
  importance?: string | null;
  eventDetail?: object | null;
  /** Of a message. */
  deletedDateTime?: string | null;
  /** Of a preview. */
  isDeleted?: boolean | null;
  attachments?: readonly { name?: string | null }[] | null;
}
