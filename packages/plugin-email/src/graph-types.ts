// The part of Graph's types that this plugin reads. Source: https://learn.microsoft.com/graph/api/resources/message

export interface GraphRecipient {
  emailAddress?: { name?: string | null; address?: string | null } | null;
}

export interface DateTimeTimeZone {
  dateTime: string;
  timeZone: string;
}

export interface GraphMessage {
  id: string;
  "@odata.etag"?: string;
  subject?: string | null;
  from?: GraphRecipient | null;
  sender?: GraphRecipient | null;
  toRecipients?: GraphRecipient[];
  ccRecipients?: GraphRecipient[];
  bccRecipients?: GraphRecipient[];
  replyTo?: GraphRecipient[];
  receivedDateTime?: string;
  sentDateTime?: string;
  isRead?: boolean;
  isDraft?: boolean;
  hasAttachments?: boolean;
  importance?: "low" | "normal" | "high";
  flag?: { flagStatus?: "notFlagged" | "complete" | "flagged"; dueDateTime?: DateTimeTimeZone; completedDateTime?: DateTimeTimeZone };
  categories?: string[];
  conversationId?: string;
  parentFolderId?: string;
  webLink?: string;
  bodyPreview?: string;
  body?: { contentType: "text" | "html"; content: string };
  attachments?: GraphAttachment[];
}

export interface GraphAttachment {
  "@odata.type"?: string;
  id: string;
  name?: string | null;
  contentType?: string | null;
  /** Bytes. */
  size?: number;
  isInline?: boolean;
}

export interface GraphFolder {
  id: string;
  displayName?: string;
}
