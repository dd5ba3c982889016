import { createRefusal } from "../../refusals.ts";
import { GraphFault } from "../graph-fault.ts";
import type { GraphRequest } from "../route.ts";
import type { CollectionEntry } from "../store/collection.ts";
import { presentAttachment } from "./attachments.ts";
import { toBodyText, toHtmlFragment } from "./body-text.ts";
import { conversationIndexOf } from "./conversation-index.ts";
import type { MailBody, MailMessage } from "./mail-message.ts";
import type { Mailbox, MailFolder } from "./mailbox.ts";

/** Formats a time with seconds, as Exchange does. */
export const toExchangeTime = (date: Date): string => `${date.toISOString().slice(0, 19)}Z`;

/** Properties that `Mail.ReadBasic` does not include. */
export const readBasicHiddenProperties = ["body", "bodyPreview", "uniqueBody", "attachments", "extensions"] as const;

/** Properties by which messages can be filtered, sorted, or selected, in lowercase. */
export const messageProperties: ReadonlySet<string> = new Set(
  [
    "id createdDateTime lastModifiedDateTime changeKey categories receivedDateTime sentDateTime hasAttachments internetMessageId",
    "internetMessageHeaders subject bodyPreview importance parentFolderId conversationId conversationIndex isDeliveryReceiptRequested",
    "isReadReceiptRequested isRead isDraft webLink inferenceClassification body uniqueBody sender from toRecipients ccRecipients",
    "bccRecipients replyTo flag attachments extensions singleValueExtendedProperties multiValueExtendedProperties",
  ].flatMap((line) => line.toLowerCase().split(" ")),
);

export const folderProperties: ReadonlySet<string> = new Set(
  "id displayname parentfolderid childfoldercount unreaditemcount totalitemcount ishidden childfolders messages".split(" "),
);

/** Whether the token may read bodies in this mailbox, in addition to what `Mail.ReadBasic` includes. */
export const canReadBodies = (request: GraphRequest): boolean =>
  request.allows(request.user.id === request.mailboxUser.id ? "Mail.Read" : "Mail.Read.Shared");

/** The message as `$filter` and `$orderby` see it. */
export const toQueryableMessage = ({ id, createdAt, changedAt, value }: CollectionEntry<MailMessage>): object => ({
  ...value,
  id,
  createdDateTime: createdAt.toISOString(),
  lastModifiedDateTime: changedAt.toISOString(),
});

/** Presents a message for a request: the preferred kind of id and body type, and only the properties that the token allows. */
export function presentMailMessage(request: GraphRequest, folder: string, entry: CollectionEntry<MailMessage>): object {
  const { value, changeKey, createdAt, changedAt } = entry;
  const { attachments, uniqueBody, inReplyTo, internetMessageHeaders, ...shown } = value;
  const isSelected = (name: string) => request.query.select?.some((selected) => selected.toLowerCase() === name.toLowerCase()) ?? false;
  const message: Record<string, unknown> = {
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
  if (!canReadBodies(request)) for (const name of readBasicHiddenProperties) delete message[name];
  return message;
}

export const messageIdOf = (request: GraphRequest, entry: CollectionEntry<MailMessage>): string =>
  request.prefer.immutableId ? entry.key : entry.id;

/** Adds expanded attachments to `$select`, because Graph always sends what is expanded. */
export const withExpandedSelected = (request: GraphRequest): GraphRequest =>
  request.query.select && request.query.expand.length > 0
    ? { ...request, query: { ...request.query, select: [...request.query.select, "attachments"] } }
    : request;

/**
 * Returns how `$expand=attachments` presents an attachment, or undefined without `$expand`. Other navigation properties are refused,
 * because they are not emulated.
 */
function attachmentPresenterOf({ query }: GraphRequest) {
  for (const { property } of query.expand)
    if (property.toLowerCase() !== "attachments")
      throw new GraphFault(501, "NotEmulated", `The emulator does not have $expand=${property} of messages.`);
  const [expandOption] = query.expand;
  if (!expandOption) return undefined;
  const select = /\$?select=([^;]*)/i
    .exec(expandOption.options)?.[1]
    ?.split(",")
    .map((name) => name.trim().toLowerCase());
  const expand = /itemattachment\/item/i.test(expandOption.options);
  return (attachment: NonNullable<MailMessage["attachments"]>[number]): object => {
    const all = presentAttachment(attachment, { content: !select || select.includes("contentbytes"), expand });
    if (!select) return all;
    return Object.fromEntries(
      Object.entries(all).filter(([name]) => name.startsWith("@") || name === "id" || select.includes(name.toLowerCase())),
    );
  };
}

/** @throws GraphFault 501 for an `$expand` that is not emulated. */
export const checkExpand = (request: GraphRequest): void => void attachmentPresenterOf(request);

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

/**
 * Checks `If-Match`.
 *
 * @throws GraphFault 412 when the message has changed since the client read it.
 */
export function checkIfMatch(request: GraphRequest, { changeKey }: CollectionEntry<MailMessage>): void {
  const ifMatch = request.headers.get("if-match");
  if (ifMatch && ifMatch !== "*" && ifMatch !== `W/"${changeKey}"`) throw createRefusal("mail-etag-mismatch");
}
