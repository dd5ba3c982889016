import { CasementError } from "@casement/core";
import { checkBody } from "../../protocol/check-body.ts";
import { findGraphType } from "../../protocol/types/graph-types.ts";
import { createFileAttachment } from "./attachments.ts";
import type { MailDelivery, SendRight, SentMail } from "./mail-delivery.ts";
import { createRecipient, type MailMessage, withAttachments } from "./mail-message.ts";
import type { LocatedMessage, MailStore } from "./mail-store.ts";
import { createMailMessage } from "./message-fields.ts";
import { toExchangeTime } from "./present-mail.ts";

/** A mail as a mail server delivers it. Addresses are `ada@x.example` or `Ada Reed <ada@x.example>`. */
export interface IncomingMail {
  from: string;
  /** Users of the directory receive it; `bcc` recipients are hidden. */
  to: string | string[];
  cc?: string | string[];
  bcc?: string | string[];
  replyTo?: string | string[];
  subject?: string;
  text?: string;
  /** Replaces `text`. */
  html?: string;
  importance?: MailMessage["importance"];
  /** `content` is text, `contentBytes` is Base64. An attachment with a `contentId` is inline. */
  attachments?: { name: string; contentType?: string; content?: string; contentBytes?: string; contentId?: string }[];
  /** `internetMessageId` of the message to which this mail replies. The mail joins its conversation. */
  inReplyTo?: string;
  headers?: Record<string, string>;
}

/**
 * Changes mail from outside Graph. `user` is an id or user principal name. `folder` is an id, a well-known name, or a path of display
 * names.
 */
export interface MailControl {
  /**
   * Delivers a mail to inboxes, like SMTP, and triggers automatic replies. Returns the users who received it and the default id of each
   * copy.
   */
  deliver(mail: IncomingMail): { user: string; id: string }[];
  folders(user: string): { id: string; displayName: string; messages: number }[];
  addFolder(user: string, displayName: string, parent?: string): string;
  /** Adds a message to a folder unchanged. Returns the default id. */
  addMessage(user: string, folder: string, message: Partial<MailMessage>): string;
  /** Adds a file attachment. Returns its id. */
  addAttachment(user: string, message: string, createFile: NonNullable<IncomingMail["attachments"]>[number]): string;
  /** Adds an attachment in Graph's format: `{ "@odata.type": "#microsoft.graph.itemAttachment", name, item }`. Returns its id. */
  addAttachmentOf(user: string, message: string, attachment: object): string;
  /** Adds `count` small messages, one per minute before now. Every third one is unread. */
  addMany(user: string, folder: string, count: number): void;
  /** Messages of a folder, newest first. */
  messages(user: string, folder: string): { id: string; subject: string; from: string; isRead: boolean; receivedDateTime: string }[];
  changeMessage(user: string, id: string, changes: Partial<MailMessage>): void;
  moveMessage(user: string, id: string, folder: string): string;
  removeMessage(user: string, id: string): void;
  /** Lets `user` send as `owner` or on behalf of `owner`. Null removes the right. */
  allowSending(owner: string, user: string, right: SendRight | null): void;
  /**
   * Every mail that Exchange sent for its users, one entry per recipient, oldest first. An empty list means that nobody was written to. Mail
   * that arrives from outside is not included.
   */
  sent(): readonly SentMail[];
  /** Empties the record of sent mails. */
  forgetSent(): void;
}

const senders = ["Ada Reed", "Ben Ito", "Carla Diaz", "Dev Rao", "Emma Holm"].map((name) =>
  createRecipient(`${name.toLowerCase().replace(" ", ".")}@example.com`, name),
);

/** Parses `Ada Reed <ada@x.example>` or a plain address, or a list of these. */
const parseRecipients = (given: string | string[] = []) =>
  [given].flat().map((text) => {
    const [, name, address] = /^\s*(.*?)\s*<([^>]+)>\s*$/.exec(text) ?? [];
    return address ? createRecipient(address, name || address) : createRecipient(text.trim());
  });

export function createMailControl(store: MailStore, delivery: MailDelivery): MailControl {
  const locateMessage = (user: string, id: string): LocatedMessage => {
    const { mailbox } = store.locateFolder(user, "inbox");
    const message = mailbox.findMessage(id);
    if (!message) throw new CasementError("input-invalid", "The mailbox has no message with that id.");
    return { mailbox, ...message };
  };
  const addAttachment = (to: LocatedMessage, attachment: NonNullable<MailMessage["attachments"]>[number]) => {
    store.replaceMessage(to, withAttachments(to.entry.value, [...(to.entry.value.attachments ?? []), attachment]));
    return attachment.id;
  };
  const createFile = ({ name, contentType, content = "", contentBytes, contentId }: NonNullable<IncomingMail["attachments"]>[number]) =>
    createFileAttachment(new Uint8Array(contentBytes === undefined ? Buffer.from(content) : Buffer.from(contentBytes, "base64")), {
      id: store.newAttachmentId(),
      name,
      contentType,
      contentId,
      isInline: contentId !== undefined,
      lastModifiedDateTime: toExchangeTime(store.now()),
    });
  return {
    deliver({ from, to, cc, bcc, replyTo, subject = "", text = "", html, importance = "normal", attachments, inReplyTo, headers = {} }) {
      const [author] = parseRecipients(from);
      return delivery.deliver(
        store.createMessage({
          from: author!,
          toRecipients: parseRecipients(to),
          ccRecipients: parseRecipients(cc),
          bccRecipients: parseRecipients(bcc),
          replyTo: parseRecipients(replyTo),
          subject,
          body: html === undefined ? { contentType: "text", content: text } : { contentType: "html", content: html },
          importance,
          ...(attachments && { attachments: attachments.map(createFile) }),
          ...(inReplyTo && { inReplyTo, ...store.conversationOf(inReplyTo) }),
          internetMessageHeaders: Object.entries(headers).map(([name, value]) => ({ name, value })),
        }),
      );
    },
    folders(user) {
      const { mailbox } = store.locateFolder(user, "inbox");
      return mailbox.folders
        .list()
        .filter(({ value }) => !value.isHidden)
        .map(({ id, key, value }) => ({ id, displayName: value.displayName, messages: mailbox.messages.get(key)!.size }));
    },
    addFolder(user, displayName, parent) {
      const { mailbox, folder } = store.locateFolder(user, parent ?? "msgfolderroot");
      return mailbox.addFolder({ displayName, parent: folder, isHidden: false }).id;
    },
    addMessage(user, folderName, message) {
      checkBody(message, findGraphType("message")!);
      const { mailbox, folder } = store.locateFolder(user, folderName);
      return mailbox.addMessage(folder, store.createMessage(message)).id;
    },
    addAttachment: (user, message, about) => addAttachment(locateMessage(user, message), createFile(about)),
    addAttachmentOf: (user, message, attachment) => addAttachment(locateMessage(user, message), store.readAttachment(attachment)),
    addMany(userName, folderName, count) {
      const { mailbox, folder, user } = store.locateFolder(userName, folderName);
      const toRecipients = [createRecipient(user.mail, user.displayName)];
      const now = store.now();
      for (let number = count; number > 0; number--)
        mailbox.addMessage(
          folder,
          createMailMessage(
            {
              subject: `Report ${number}`,
              body: { contentType: "text", content: `Report number ${number}.` },
              from: senders[number % senders.length]!,
              toRecipients,
              receivedDateTime: toExchangeTime(new Date(now.getTime() - number * 60_000)),
              isRead: number % 3 !== 0,
            },
            number,
            now,
          ),
        );
    },
    messages(user, folderName) {
      const { mailbox, folder } = store.locateFolder(user, folderName);
      const entries = mailbox.messages.get(folder)!.list();
      return entries
        .map(({ id, value: { subject, from, isRead, receivedDateTime } }) => ({
          id,
          subject,
          from: from.emailAddress.address,
          isRead,
          receivedDateTime,
        }))
        .sort((a, b) => b.receivedDateTime.localeCompare(a.receivedDateTime));
    },
    changeMessage(user, id, changes) {
      checkBody(changes, findGraphType("message")!);
      const message = locateMessage(user, id);
      store.replaceMessage(message, { ...message.entry.value, ...changes });
    },
    moveMessage(user, id, folderName) {
      const { mailbox, folder } = store.locateFolder(user, folderName);
      return mailbox.moveMessage(locateMessage(user, id).entry.key, folder)!.id;
    },
    removeMessage(user, id) {
      const { mailbox, folder, entry } = locateMessage(user, id);
      mailbox.messages.get(folder)!.remove(entry.key);
    },
    allowSending: (owner, user, right) => delivery.allowSending(owner, user, right ?? undefined),
    sent: () => delivery.sent,
    forgetSent: () => void delivery.sent.splice(0),
  };
}
