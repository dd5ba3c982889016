import type { MessageItem } from "./folder-item.ts";
import type { GraphMessage } from "./graph-message.ts";
import { recipientTexts } from "./recipients.ts";

export const indexFields =
  "subject,from,toRecipients,ccRecipients,receivedDateTime,isRead,isDraft,hasAttachments,importance,flag,categories";

/**
 * The item of a message in the index. A delta can contain only the changed properties, so missing ones are taken from `known`. Detail and
 * searches are copied too; the caller decides whether they are still valid.
 */
export function toMessageItem(message: GraphMessage, known: MessageItem | undefined, keepRecipients: boolean): MessageItem {
  const { from } = message;
  const address = from === undefined ? known?.fromAddress : from?.emailAddress?.address;
  const name = from === undefined ? known?.fromName : from?.emailAddress?.name;
  const isUnread = message.isRead === undefined ? known?.isUnread : !message.isRead;
  const importance = message.importance ?? known?.importance;
  const flag = message.flag?.flagStatus ?? known?.flag;
  const categories = message.categories ?? known?.categories;
  const hasRecipients = message.toRecipients !== undefined || message.ccRecipients !== undefined;
  const recipients = hasRecipients ? [...recipientTexts(message.toRecipients), ...recipientTexts(message.ccRecipients)] : known?.recipients;
  return {
    receivedAt: message.receivedDateTime ? Math.floor(Date.parse(message.receivedDateTime) / 1000) : (known?.receivedAt ?? 0),
    subject: message.subject === undefined ? (known?.subject ?? "") : (message.subject ?? ""),
    ...(address != null && { fromAddress: address }),
    ...(name != null && name !== address && { fromName: name }),
    ...(isUnread && { isUnread }),
    ...((message.hasAttachments ?? known?.hasAttachments) && { hasAttachments: true }),
    ...((message.isDraft ?? known?.isDraft) && { isDraft: true }),
    ...((importance === "low" || importance === "high") && { importance }),
    ...((flag === "flagged" || flag === "complete") && { flag }),
    ...(categories && categories.length > 0 && { categories }),
    ...(keepRecipients && recipients && recipients.length > 0 && { recipients }),
    ...(known?.foundBy && { foundBy: known.foundBy }),
    ...(known?.isMoved && { isMoved: true }),
    ...(known?.sent && { sent: known.sent }),
    ...(known?.detail && { detail: known.detail }),
  };
}

/** Whether two states of a message differ in anything but `isRead`. */
export function differsBeyondRead(before: MessageItem, after: MessageItem): boolean {
  const compared = ({ isUnread, foundBy, isMoved, sent, detail, ...rest }: MessageItem) => JSON.stringify(rest);
  return compared(before) !== compared(after);
}
