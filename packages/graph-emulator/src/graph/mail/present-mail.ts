import type { GraphCall } from "../route.ts";
import type { Entry } from "../store/collection.ts";
import type { Folder, Mailbox, Message } from "./mailbox.ts";

/** Seconds, as Exchange writes times. */
export const exchangeTime = (date: Date): string => `${date.toISOString().slice(0, 19)}Z`;

/** What `Mail.ReadBasic` does not give. */
const hiddenFromBasic = new Set(["body", "bodyPreview", "uniqueBody", "attachments", "extensions"]);

/** Every property a message can be filtered, sorted or selected by; lower case. */
export const messageProperties: ReadonlySet<string> = new Set(
  [
    "id createdDateTime lastModifiedDateTime changeKey categories receivedDateTime sentDateTime hasAttachments internetMessageId",
    "internetMessageHeaders subject bodyPreview importance parentFolderId conversationId conversationIndex isDeliveryReceiptRequested",
    "isReadReceiptRequested isRead isDraft webLink inferenceClassification body uniqueBody sender from toRecipients ccRecipients",
    "bccRecipients replyTo flag attachments extensions singleValueExtendedProperties multiValueExtendedProperties",
  ].flatMap((line) => line.toLowerCase().split(" ")),
);

/** For `$filter` and `$orderby`. */
export const readMessage = ({ createdAt, changedAt, value }: Entry<Message>): object => ({
  ...value,
  createdDateTime: createdAt.toISOString(),
  lastModifiedDateTime: changedAt.toISOString(),
});

/** A message as this call may see it: id as preferred, body as text if asked for, cut down for `Mail.ReadBasic`. */
export function presentMessage(call: GraphCall, folder: string, entry: Entry<Message>): object {
  const { value, changeKey, createdAt, changedAt } = entry;
  const message: Record<string, unknown> = {
    "@odata.etag": `W/"${changeKey}"`,
    id: call.prefer.immutableId ? entry.key : entry.id,
    createdDateTime: exchangeTime(createdAt),
    lastModifiedDateTime: exchangeTime(changedAt),
    changeKey,
    ...value,
    body: call.prefer.bodyType === "text" ? asText(value.body) : value.body,
    parentFolderId: folder,
    isDeliveryReceiptRequested: null,
    isReadReceiptRequested: false,
    webLink: `https://outlook.office365.com/owa/?ItemID=${encodeURIComponent(entry.id)}&exvsurl=1&viewmodel=ReadMessageItem`,
  };
  if (!call.allows("Mail.Read")) for (const name of hiddenFromBasic) delete message[name];
  return message;
}

export function presentFolder(mailbox: Mailbox, { id, key, value }: Entry<Folder>): object {
  const inside = mailbox.messages.get(key)?.list() ?? [];
  return {
    id,
    displayName: value.displayName,
    parentFolderId: value.parent || null,
    childFolderCount: mailbox.folders.list().filter((folder) => folder.value.parent === key).length,
    unreadItemCount: inside.filter((entry) => !entry.value.isRead).length,
    totalItemCount: inside.length,
    isHidden: value.isHidden,
  };
}

function asText(body: Message["body"]): Message["body"] {
  if (body.contentType === "text") return body;
  const content = body.content
    .replaceAll(/<(style|script|head)[\s\S]*?<\/\1>/gi, "")
    .replaceAll(/<br\s*\/?>|<\/p>|<\/div>/gi, "\r\n")
    .replaceAll(/<[^>]*>/g, "")
    .replaceAll("&nbsp;", " ")
    .replaceAll("&lt;", "<")
    .replaceAll("&gt;", ">")
    .replaceAll("&amp;", "&");
  return { contentType: "text", content: content.trim() };
}
