import type { CollectionEntry } from "../../protocol/store/collection.ts";
import type { ExtendedItem } from "../item-extensions/expand-extensions.ts";
import type { MailMessage } from "./mail-message.ts";
import type { Mailbox, MailFolder } from "./mailbox.ts";

const meetingClasses = {
  request: "IPM.Schedule.Meeting.Request",
  update: "IPM.Schedule.Meeting.Request",
  cancellation: "IPM.Schedule.Meeting.Canceled",
  response: "IPM.Schedule.Meeting.Resp",
} as const;

const [readFlag, unsentFlag, attachmentFlag] = [0x1, 0x8, 0x10];

/**
 * Returns the extensions of a message, with the MAPI properties that clients ask for: class, flags, size, number, and time of change. Source:
 * learn.microsoft.com/office/client-developer/outlook/mapi.
 */
export function extendedMessage({ value, changedAt, order }: CollectionEntry<MailMessage>): ExtendedItem {
  const flags = (value.isRead ? readFlag : 0) | (value.isDraft ? unsentFlag : 0) | (value.hasAttachments ? attachmentFlag : 0);
  const size = (value.attachments ?? []).reduce((sum, attachment) => sum + attachment.size, value.body.content.length);
  return {
    extensions: value.itemExtensions,
    builtIn: {
      "String 0x1a": value.meeting ? meetingClasses[value.meeting.kind] : "IPM.Note",
      "Integer 0xe07": String(flags),
      "Integer 0xe08": String(size),
      "Integer 0xe23": String(order),
      "SystemTime 0x3008": changedAt.toISOString(),
    },
  };
}

/** Returns the extensions of a folder, with its class, the time of its last change, and the last change of its contents. */
export function extendedFolder(mailbox: Mailbox, { key, value, changedAt }: CollectionEntry<MailFolder>): ExtendedItem {
  const inside = mailbox.messages.get(key);
  return {
    extensions: value.itemExtensions,
    builtIn: {
      "String 0x3613": "IPF.Note",
      "SystemTime 0x3008": changedAt.toISOString(),
      "SystemTime 0x670a": new Date(Math.max(changedAt.getTime(), inside?.changedAt.getTime() ?? 0)).toISOString(),
      "Integer 0x6751": String((inside?.seq ?? 0) + 1),
    },
  };
}
