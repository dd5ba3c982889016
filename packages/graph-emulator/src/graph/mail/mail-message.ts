export interface MailRecipient {
  emailAddress: { name: string; address: string };
}

export interface MailBody {
  contentType: "text" | "html";
  content: string;
}

interface AnyAttachment {
  id: string;
  name: string;
  contentType: string | null;
  /** Bytes. */
  size: number;
  isInline: boolean;
  lastModifiedDateTime: string;
}

export type MailAttachment = AnyAttachment &
  (
    | { kind: "file"; bytes: Uint8Array; contentId: string | null; contentLocation: string | null }
    | { kind: "item"; item: Record<string, unknown> }
    | { kind: "reference" }
  );

/** A message in Graph's own shape, without ids, folder, dates of change and annotations. */
export interface MailMessage {
  subject: string;
  bodyPreview: string;
  body: MailBody;
  /** What the writer added, without the message that was quoted; left out when that is all. */
  uniqueBody?: MailBody;
  from: MailRecipient;
  sender: MailRecipient;
  toRecipients: MailRecipient[];
  ccRecipients: MailRecipient[];
  bccRecipients: MailRecipient[];
  replyTo: MailRecipient[];
  receivedDateTime: string;
  sentDateTime: string;
  isRead: boolean;
  isDraft: boolean;
  isReadReceiptRequested: boolean;
  isDeliveryReceiptRequested: boolean;
  importance: "low" | "normal" | "high";
  /** Inline ones do not count. */
  hasAttachments: boolean;
  attachments?: readonly MailAttachment[];
  categories: string[];
  flag: { flagStatus: string; [more: string]: unknown };
  conversationId: string;
  /** Base64: 22 bytes of the first message, 5 more for each reply. Left out: a first message. */
  conversationIndex?: string;
  internetMessageId: string;
  /** `internetMessageId` of the message this one answers. */
  inReplyTo?: string;
  internetMessageHeaders?: { name: string; value: string }[];
  inferenceClassification: "focused" | "other";
}

export const createRecipient = (address: string, name = address): MailRecipient => ({ emailAddress: { name, address } });

/** Whose address it is, whatever the case. */
export const isSameAddress = (a: MailRecipient, b: MailRecipient): boolean =>
  a.emailAddress.address.toLowerCase() === b.emailAddress.address.toLowerCase();

/** The message with these attachments; `hasAttachments` follows. */
export const withAttachments = (message: MailMessage, attachments: readonly MailAttachment[]): MailMessage => ({
  ...message,
  attachments,
  hasAttachments: attachments.some(({ isInline }) => !isInline),
});
