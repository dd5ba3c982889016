import { refuse } from "../../refusals.ts";
import { GraphFault } from "../graph-fault.ts";
import type { GraphCall } from "../route.ts";
import type { Entry } from "../store/collection.ts";
import { presentAttachment } from "./attachments.ts";
import { bodyText, htmlFragment } from "./body-text.ts";
import { conversationIndex } from "./conversation.ts";
import type { Folder, Mailbox } from "./mailbox.ts";
import type { Body, Message } from "./message.ts";

/** Seconds, as Exchange writes times. */
export const exchangeTime = (date: Date): string => `${date.toISOString().slice(0, 19)}Z`;

/** What `Mail.ReadBasic` does not give. */
export const hiddenFromBasic = ["body", "bodyPreview", "uniqueBody", "attachments", "extensions"] as const;

/** Every property a message can be filtered, sorted or selected by; lower case. */
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

/** Whether the token may see bodies of this mailbox, not only what `Mail.ReadBasic` gives. */
export const seesBodies = (call: GraphCall): boolean =>
  call.allows(call.user.id === call.mailboxUser.id ? "Mail.Read" : "Mail.Read.Shared");

/** For `$filter` and `$orderby`. */
export const readMessage = ({ id, createdAt, changedAt, value }: Entry<Message>): object => ({
  ...value,
  id,
  createdDateTime: createdAt.toISOString(),
  lastModifiedDateTime: changedAt.toISOString(),
});

/** A message as this call may see it: id as preferred, body as text if asked for, cut down for `Mail.ReadBasic`. */
export function presentMessage(call: GraphCall, folder: string, entry: Entry<Message>): object {
  const { value, changeKey, createdAt, changedAt } = entry;
  const { attachments, uniqueBody, inReplyTo, internetMessageHeaders, ...shown } = value;
  const selects = (name: string) => call.query.select?.some((one) => one.toLowerCase() === name.toLowerCase()) ?? false;
  const message: Record<string, unknown> = {
    "@odata.etag": `W/"${changeKey}"`,
    id: messageId(call, entry),
    createdDateTime: exchangeTime(createdAt),
    lastModifiedDateTime: exchangeTime(changedAt),
    changeKey,
    ...shown,
    body: inType(call.prefer.bodyType, value.body),
    conversationIndex: conversationIndex(value),
    parentFolderId: folder,
    isDeliveryReceiptRequested: value.isDraft || value.isDeliveryReceiptRequested ? value.isDeliveryReceiptRequested : null,
    webLink: `https://outlook.office365.com/owa/?ItemID=${encodeURIComponent(entry.id)}&exvsurl=1&viewmodel=ReadMessageItem`,
  };
  if (selects("uniqueBody")) message.uniqueBody = inType(call.prefer.bodyType, uniqueBody ?? value.body);
  if (selects("internetMessageHeaders")) message.internetMessageHeaders = [...transportHeaders(value), ...(internetMessageHeaders ?? [])];
  const expand = expandOf(call);
  if (expand) message.attachments = (attachments ?? []).map(expand);
  if (!seesBodies(call)) for (const name of hiddenFromBasic) delete message[name];
  return message;
}

export const messageId = (call: GraphCall, entry: Entry<Message>): string => (call.prefer.immutableId ? entry.key : entry.id);

/** The message with `$expand=attachments` in reach of `$select`: what was expanded is always sent. */
export const selectWithExpand = (call: GraphCall): GraphCall =>
  call.query.select && call.query.expand.length > 0
    ? { ...call, query: { ...call.query, select: [...call.query.select, "attachments"] } }
    : call;

/** How `$expand=attachments` presents one; undefined without `$expand`. Other navigation is not emulated, and better said. */
function expandOf({ query }: GraphCall) {
  for (const { property } of query.expand)
    if (property.toLowerCase() !== "attachments")
      throw new GraphFault(501, "NotEmulated", `The emulator does not have $expand=${property} of messages.`);
  const [wanted] = query.expand;
  if (!wanted) return undefined;
  const select = /\$?select=([^;]*)/i
    .exec(wanted.options)?.[1]
    ?.split(",")
    .map((name) => name.trim().toLowerCase());
  const expand = /itemattachment\/item/i.test(wanted.options);
  return (attachment: NonNullable<Message["attachments"]>[number]): object => {
    const all = presentAttachment(attachment, { content: !select || select.includes("contentbytes"), expand });
    if (!select) return all;
    return Object.fromEntries(
      Object.entries(all).filter(([name]) => name.startsWith("@") || name === "id" || select.includes(name.toLowerCase())),
    );
  };
}

/** Throws for `$expand` that cannot be answered, before anything is read. */
export const checkExpand = (call: GraphCall): void => void expandOf(call);

function transportHeaders({ from, subject, internetMessageId, inReplyTo }: Message): { name: string; value: string }[] {
  return [
    { name: "From", value: from.emailAddress.address },
    { name: "Subject", value: subject },
    { name: "Message-ID", value: internetMessageId },
    ...(inReplyTo ? [{ name: "In-Reply-To", value: inReplyTo }] : []),
    { name: "MIME-Version", value: "1.0" },
  ];
}

export function presentFolder(mailbox: Mailbox, { id, key, value }: Entry<Folder>): object {
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

/** In the type the client prefers; without one as it was written. */
function inType(type: "text" | "html" | undefined, body: Body): Body {
  if (type === undefined || type === body.contentType) return body;
  if (type === "text") return { contentType: "text", content: bodyText(body) };
  return { contentType: "html", content: `<html><body>${htmlFragment(body)}</body></html>` };
}

/** `If-Match`: the change key must still be the one the client read. */
export function checkMatch(call: GraphCall, { changeKey }: Entry<Message>): void {
  const wanted = call.headers.get("if-match");
  if (wanted && wanted !== "*" && wanted !== `W/"${changeKey}"`) throw refuse("mail-etag-mismatch");
}
