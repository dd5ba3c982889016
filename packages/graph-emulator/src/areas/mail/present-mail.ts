import type { GraphRequest } from "../../protocol/route.ts";
import type { CollectionEntry } from "../../protocol/store/collection.ts";
import { presentExtensions, withQueryableExtensions } from "../item-extensions/expand-extensions.ts";
import { presentAttachment } from "./attachments.ts";
import { toBodyText, toHtmlFragment } from "./body-text.ts";
import { conversationIndexOf } from "./conversation-index.ts";
import type { MailBody, MailMessage } from "./mail-message.ts";
import type { Mailbox, MailFolder } from "./mailbox.ts";
import { extendedMessage } from "./mapi-properties.ts";
import { presentEventMessage } from "./present-event-message.ts";

/** Formats a time with seconds, as Exchange does. */
export const toExchangeTime = (date: Date): string => `${date.toISOString().slice(0, 19)}Z`;

/** Properties that `Mail.ReadBasic` does not include. */
export const readBasicHiddenProperties = [
  "body",
  "bodyPreview",
  "uniqueBody",
  "attachments",
  "extensions",
  "singleValueExtendedProperties",
  "multiValueExtendedProperties",
] as const;

/** Whether the token may read bodies in this mailbox, in addition to what `Mail.ReadBasic` includes. */
export const canReadBodies = (request: GraphRequest): boolean =>
  request.allows(request.user.id === request.mailboxUser.id ? "Mail.Read" : "Mail.Read.Shared");

/** The message as `$filter` and `$orderby` see it. */
export const toQueryableMessage = (entry: CollectionEntry<MailMessage>): object =>
  withQueryableExtensions(
    {
      ...entry.value,
      id: entry.id,
      createdDateTime: entry.createdAt.toISOString(),
      lastModifiedDateTime: entry.changedAt.toISOString(),
    },
    () => extendedMessage(entry),
  );

/** Presents a message for a request: the preferred kind of id and body type, and only the properties that the token allows. */
export function presentMailMessage(request: GraphRequest, folder: string, entry: CollectionEntry<MailMessage>): object {
  const { value, changeKey, createdAt, changedAt } = entry;
  const { attachments, uniqueBody, inReplyTo, internetMessageHeaders, meeting, itemExtensions: _, ...shown } = value;
  const isSelected = (name: string) => request.query.select?.some((selected) => selected.toLowerCase() === name.toLowerCase()) ?? false;
  const message: Record<string, unknown> = {
    ...(meeting && presentEventMessage(request, meeting)),
    "@odata.etag": `W/"${changeKey}"`,
    id: messageIdOf(request, entry),
    createdDateTime: toExchangeTime(createdAt),
    lastModifiedDateTime: toExchangeTime(changedAt),
    changeKey,
    ...shown,
    body: convertBody(request.prefer.bodyType, value.body),
    conversationIndex: conversationIndexOf(value),
    parentFolderId: folder,
    isDeliveryReceiptRequested: value.isDraft || value.isDeliveryReceiptRequested ? value.isDeliveryReceiptRequested : null,
    webLink: `https://outlook.office365.com/owa/?ItemID=${encodeURIComponent(entry.id)}&exvsurl=1&viewmodel=ReadMessageItem`,
  };
  if (isSelected("uniqueBody")) message.uniqueBody = convertBody(request.prefer.bodyType, uniqueBody ?? value.body);
  if (isSelected("internetMessageHeaders"))
    message.internetMessageHeaders = [...transportHeaders(value), ...(internetMessageHeaders ?? [])];
  const expand = attachmentPresenterOf(request);
  if (expand) message.attachments = (attachments ?? []).map(expand);
  Object.assign(
    message,
    presentExtensions(request, () => extendedMessage(entry)),
  );
  if (!canReadBodies(request)) for (const name of readBasicHiddenProperties) delete message[name];
  return message;
}

export const messageIdOf = (request: GraphRequest, entry: CollectionEntry<MailMessage>): string =>
  request.prefer.immutableId ? entry.key : entry.id;

/** Returns how `$expand=attachments` presents an attachment, or undefined without it. */
function attachmentPresenterOf({ query }: GraphRequest) {
  const expanded = query.expand.find(({ property }) => property.toLowerCase() === "attachments");
  if (!expanded) return undefined;
  const expand = /itemattachment\/item/i.test(expanded.options.get("expand") ?? "");
  return (attachment: NonNullable<MailMessage["attachments"]>[number]): object => presentAttachment(attachment, { content: true, expand });
}

function transportHeaders({ from, subject, internetMessageId, inReplyTo }: MailMessage): { name: string; value: string }[] {
  return [
    { name: "From", value: from.emailAddress.address },
    { name: "Subject", value: subject },
    { name: "Message-ID", value: internetMessageId },
    ...(inReplyTo ? [{ name: "In-Reply-To", value: inReplyTo }] : []),
    { name: "MIME-Version", value: "1.0" },
  ];
}

export function presentFolder(mailbox: Mailbox, { id, key, value }: CollectionEntry<MailFolder>): object {
  const inside = mailbox.messages.get(key);
  let unreadItemCount = 0;
  for (const entry of inside?.after(0) ?? []) if (!entry.removed && !entry.value.isRead) unreadItemCount++;
  return {
    id,
    displayName: value.displayName,
    parentFolderId: value.parent || null,
    childFolderCount: mailbox.childrenOf(key).filter((child) => !child.value.isHidden).length,
    unreadItemCount,
    totalItemCount: inside?.size ?? 0,
    isHidden: value.isHidden,
  };
}

/** Converts a body to the type that the client prefers. Default: the original type. */
function convertBody(type: "text" | "html" | undefined, body: MailBody): MailBody {
  if (type === undefined || type === body.contentType) return body;
  if (type === "text") return { contentType: "text", content: toBodyText(body) };
  return { contentType: "html", content: `<html><body>${toHtmlFragment(body)}</body></html>` };
}
