import type { ItemExtensions } from "../item-extensions/item-extensions.ts";
import type { MeetingDetails } from "./meeting-details.ts";

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
  /** Size in bytes. */
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

/** A message in Graph's shape, without ids, folder, change times, and annotations. */
export interface MailMessage {
  subject: string;
  bodyPreview: string;
  body: MailBody;
  /** The author's text without the quoted message. Omitted if there is no quoted message. */
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
  /** Inline attachments do not count. */
  hasAttachments: boolean;
  attachments?: readonly MailAttachment[];
  categories: string[];
  flag: { flagStatus: string; [more: string]: unknown };
  conversationId: string;
  /** Base64: 22 bytes for the first message, and 5 more for each reply. Omitted for a first message. */
  conversationIndex?: string;
  internetMessageId: string;
  /** `internetMessageId` of the message to which this one replies. */
  inReplyTo?: string;
  internetMessageHeaders?: { name: string; value: string }[];
  inferenceClassification: "focused" | "other";
  /** Makes the message an `eventMessage`. */
  meeting?: MeetingDetails;
  /** Extended properties and open extensions. */
  itemExtensions?: ItemExtensions;
}

export const createRecipient = (address: string, name = address): MailRecipient => ({ emailAddress: { name, address } });

/** Compares addresses, ignoring case. */
export const isSameAddress = (a: MailRecipient, b: MailRecipient): boolean =>
  a.emailAddress.address.toLowerCase() === b.emailAddress.address.toLowerCase();

/** Returns the message with these attachments and sets `hasAttachments` accordingly. */
export const withAttachments = (message: MailMessage, attachments: readonly MailAttachment[]): MailMessage => ({
  ...message,
  attachments,
  hasAttachments: attachments.some(({ isInline }) => !isInline),
});
