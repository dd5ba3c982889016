import { CasementError } from "@casement/core";
import type { User } from "../../directory.ts";
import { notFound } from "../../protocol/graph-fault.ts";
import { itemsOf, propertiesOf } from "../../protocol/properties-of.ts";
import type { GraphRequest } from "../../protocol/route.ts";
import type { CollectionEntry } from "../../protocol/store/collection.ts";
import { createMissingItemFault } from "../../protocol/store/exchange-id.ts";
import type { AreaContext } from "../area.ts";
import { readItemExtensions } from "../item-extensions/item-extensions.ts";
import { readAttachment } from "./attachments.ts";
import { replyConversationIndex } from "./conversation-index.ts";
import { type MailAttachment, type MailMessage, withAttachments } from "./mail-message.ts";
import { createMailbox, type Mailbox, type MailFolder } from "./mailbox.ts";
import { createMailMessage } from "./message-fields.ts";
import { toExchangeTime } from "./present-mail.ts";
import { readMessageInput } from "./read-message-input.ts";
import { readMimeMessage } from "./read-mime-message.ts";

/** A message with its mailbox and folder. */
export interface LocatedMessage {
  mailbox: Mailbox;
  folder: string;
  entry: CollectionEntry<MailMessage>;
}

/** All mailboxes, and functions that routes and control functions share. */
export interface MailStore {
  mailboxOf(userId: string): Mailbox;
  /**
   * Returns the folder of `{folder}`.
   *
   * @throws GraphFault 404 when it does not exist.
   */
  folderOf(request: GraphRequest): CollectionEntry<MailFolder>;
  /**
   * Returns the message of `{message}`, in `{folder}` if the route has one.
   *
   * @throws GraphFault 404 when it does not exist.
   */
  messageOf(request: GraphRequest): LocatedMessage;
  /**
   * For control functions. Finds a mailbox by id or user principal name, and a folder by id, well-known name, or display names with `/`
   * between them.
   *
   * @throws CasementError `input-invalid` when either does not exist.
   */
  locateFolder(user: string, folder: string): { user: User; mailbox: Mailbox; folder: string };
  createMessage(fields: Partial<MailMessage>): MailMessage;
  /** Replaces a message in its folder. */
  replaceMessage(found: LocatedMessage, message: MailMessage): CollectionEntry<MailMessage>;
  /** Reads an attachment from a request body. */
  readAttachment(input: unknown): MailAttachment;
  /** Copies attachments for another message. */
  copyAttachments(attachments: readonly MailAttachment[]): MailAttachment[];
  /** Reads a message from a request body, including its attachments. */
  readMessage(input: unknown): Partial<MailMessage>;
  /** Reads the message of a request in MIME format. Returns undefined if it has another content type. */
  readMime(request: GraphRequest): Partial<MailMessage> | undefined;
  newAttachmentId(): string;
  /** Copies a folder with its messages and subfolders into another folder. */
  copyFolder(mailbox: Mailbox, key: string, parent: string): CollectionEntry<MailFolder>;
  /**
   * Returns the conversation for a reply to the message with this `internetMessageId` in any mailbox, or nothing if there is no such
   * message.
   */
  conversationOf(internetMessageId: string): Partial<MailMessage>;
  now(): Date;
}

export function createMailStore(context: AreaContext): MailStore {
  const { clock, directory, ids } = context;
  const mailboxes = new Map<string, Mailbox>();
  let messageCount = 0;
  const newAttachmentId = () => ids.exchange("attachment");
  const store: MailStore = {
    mailboxOf(userId) {
      const mailbox = mailboxes.get(userId) ?? createMailbox(context, directory.user(userId)?.locale ?? "en-GB");
      mailboxes.set(userId, mailbox);
      return mailbox;
    },
    folderOf(request) {
      const folder = store.mailboxOf(request.mailboxUser.id).findFolder(request.params.folder!);
      if (!folder) throw createMissingItemFault(request.params.folder!);
      return folder;
    },
    messageOf(request) {
      const mailbox = store.mailboxOf(request.mailboxUser.id);
      const found = mailbox.findMessage(request.params.message!);
      if (!found) throw createMissingItemFault(request.params.message!);
      if (request.params.folder && found.folder !== store.folderOf(request).key) throw notFound();
      return { mailbox, ...found };
    },
    locateFolder(name, folderName) {
      const user = directory.user(name);
      if (!user) throw new CasementError("input-invalid", "No user has that id or name.");
      const mailbox = store.mailboxOf(user.id);
      const folder = mailbox.findFolder(folderName)?.key ?? folderByPath(mailbox, folderName.split("/"));
      if (!folder) throw new CasementError("input-invalid", "The mailbox has no folder of that name or id.");
      return { user, mailbox, folder };
    },
    createMessage: (fields) => createMailMessage(fields, ++messageCount, clock.now()),
    replaceMessage: ({ mailbox, folder, entry }, message) => mailbox.messages.get(folder)!.set(entry.key, message)!,
    readAttachment: (input) => readAttachment(input, { id: newAttachmentId(), lastModifiedDateTime: toExchangeTime(clock.now()) }),
    copyAttachments: (attachments) => attachments.map((attachment) => ({ ...attachment, id: newAttachmentId() })),
    readMessage(input) {
      const fields = { ...readMessageInput(input), itemExtensions: readItemExtensions(input) };
      const attachments = itemsOf(propertiesOf(input).attachments);
      return attachments.length === 0 ? fields : { ...fields, attachments: attachments.map(store.readAttachment) };
    },
    readMime: (request) => readMimeMessage(request, () => ({ id: newAttachmentId(), lastModifiedDateTime: toExchangeTime(clock.now()) })),
    newAttachmentId,
    copyFolder(mailbox, key, parent) {
      const { displayName, isHidden } = mailbox.folders.get(key)!.value;
      const children = mailbox.childrenOf(key);
      const copy = mailbox.addFolder({ displayName, isHidden, parent });
      for (const { value } of mailbox.messages.get(key)!.list())
        mailbox.addMessage(copy.key, value.attachments ? { ...value, attachments: store.copyAttachments(value.attachments) } : value);
      for (const child of children) store.copyFolder(mailbox, child.key, copy.key);
      return copy;
    },
    conversationOf(internetMessageId) {
      for (const { messages } of mailboxes.values())
        for (const collection of messages.values())
          for (const { value, removed } of collection.after(0))
            if (!removed && value.internetMessageId === internetMessageId)
              return { conversationId: value.conversationId, conversationIndex: replyConversationIndex(value, clock.now().getTime()) };
      return {};
    },
    now: () => clock.now(),
  };
  return store;
}

/** Resolves `Inbox/Bills/2026`: the first name at any level, each further name inside the previous folder. */
function folderByPath(mailbox: Mailbox, [first, ...rest]: string[]): string | undefined {
  const keyOfName = (name: string | undefined, among: CollectionEntry<MailFolder>[]) =>
    among.find(({ value }) => value.displayName === name)?.key;
  let key = mailbox.findFolder(first!)?.key ?? keyOfName(first, mailbox.folders.list());
  for (const name of rest) key &&= keyOfName(name, mailbox.childrenOf(key));
  return key;
}

/** Returns the message with an additional attachment. */
export const withAttachment = (message: MailMessage, attachment: MailAttachment): MailMessage =>
  withAttachments(message, [...(message.attachments ?? []), attachment]);
