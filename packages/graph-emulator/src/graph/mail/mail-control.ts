import { CasementError } from "@casement/core";
import { createFileAttachment } from "./attachments.ts";
import type { LocatedMessage, MailStore } from "./mail-store.ts";
import { type MailMessage, createRecipient, withAttachments } from "./mail-message.ts";
import { createMailMessage } from "./message-fields.ts";
import type { ExternalMail, MailDelivery, SendRight } from "./mail-delivery.ts";
import { toExchangeTime } from "./present-mail.ts";

/** A mail from anywhere, as a mail server would bring it. Addresses as `ada@x.example` or `Ada Reed <ada@x.example>`. */
export interface IncomingMail {
  from: string;
  /** Those in the directory get it; `bcc` unseen. */
  to: string | string[];
  cc?: string | string[];
  bcc?: string | string[];
  replyTo?: string | string[];
  subject?: string;
  text?: string;
  /** In place of `text`. */
  html?: string;
  importance?: MailMessage["importance"];
  /** `content` as text, or `contentBytes` in Base64. With a `contentId` it is inline. */
  attachments?: { name: string; contentType?: string; content?: string; contentBytes?: string; contentId?: string }[];
  /** `internetMessageId` of the message it answers: it joins that conversation. */
  inReplyTo?: string;
  headers?: Record<string, string>;
}

/** Mail changed "from elsewhere". `user` is an id or principal name, `folder` an id, a well-known name or a path of display names. */
export interface MailControl {
  /** `deliver`: like SMTP, into inboxes; automatic replies answer. Returns who got it, with the default id. */
  deliver(mail: IncomingMail): { user: string; id: string }[];
  folders(user: string): { id: string; displayName: string; messages: number }[];
  addFolder(user: string, displayName: string, parent?: string): string;
  /** Puts a message where it is wanted, as it is. Returns the default id. */
  addMessage(user: string, folder: string, message: Partial<MailMessage>): string;
  /** Adds a file. Returns its id. */
  addAttachment(user: string, message: string, file: NonNullable<IncomingMail["attachments"]>[number]): string;
  /** Adds an attachment as Graph takes it: `{ "@odata.type": "#microsoft.graph.itemAttachment", name, item }`. */
  addAttachmentOf(user: string, message: string, attachment: object): string;
  /** `count` small messages, one a minute back from now, every third unread. */
  addMany(user: string, folder: string, count: number): void;
  changeMessage(user: string, id: string, changes: Partial<MailMessage>): void;
  moveMessage(user: string, id: string, folder: string): string;
  removeMessage(user: string, id: string): void;
  /** Lets `user` send as `owner`, or on their behalf; null takes the right away. */
  allowSending(owner: string, user: string, right: SendRight | null): void;
  /** What was sent to addresses outside the directory, oldest first. */
  sentOutside(): readonly ExternalMail[];
}

const senders = ["Ada Reed", "Ben Ito", "Carla Diaz", "Dev Rao", "Emma Holm"].map((name) =>
  createRecipient(`${name.toLowerCase().replace(" ", ".")}@example.com`, name),
);

/** `Ada Reed <ada@x.example>` or an address alone; several as a list. */
const people = (given: string | string[] = []) =>
  [given].flat().map((text) => {
    const [, name, address] = /^\s*(.*?)\s*<([^>]+)>\s*$/.exec(text) ?? [];
    return address ? createRecipient(address, name || address) : createRecipient(text.trim());
  });

export function createMailControl(state: MailStore, post: MailDelivery): MailControl {
  const found = (user: string, id: string): LocatedMessage => {
    const { mailbox } = state.locateFolder(user, "inbox");
    const message = mailbox.findMessage(id);
    if (!message) throw new CasementError("input-invalid", "The mailbox has no message of that id.");
    return { mailbox, ...message };
  };
  const addAttachment = (to: LocatedMessage, attachment: NonNullable<MailMessage["attachments"]>[number]) => {
    state.replaceMessage(to, withAttachments(to.entry.value, [...(to.entry.value.attachments ?? []), attachment]));
    return attachment.id;
  };
  const file = ({ name, contentType, content = "", contentBytes, contentId }: NonNullable<IncomingMail["attachments"]>[number]) =>
    createFileAttachment(new Uint8Array(contentBytes === undefined ? Buffer.from(content) : Buffer.from(contentBytes, "base64")), {
      id: state.newAttachmentId(),
      name,
      contentType,
      contentId,
      isInline: contentId !== undefined,
      lastModifiedDateTime: toExchangeTime(state.now()),
    });
  return {
    deliver({ from, to, cc, bcc, replyTo, subject = "", text = "", html, importance = "normal", attachments, inReplyTo, headers = {} }) {
      const [author] = people(from);
      return post.deliver(
        state.createMessage({
          from: author!,
          toRecipients: people(to),
          ccRecipients: people(cc),
          bccRecipients: people(bcc),
          replyTo: people(replyTo),
          subject,
          body: html === undefined ? { contentType: "text", content: text } : { contentType: "html", content: html },
          importance,
          ...(attachments && { attachments: attachments.map(file) }),
          ...(inReplyTo && { inReplyTo, ...state.conversationOf(inReplyTo) }),
          internetMessageHeaders: Object.entries(headers).map(([name, value]) => ({ name, value })),
        }),
      );
    },
    folders(user) {
      const { mailbox } = state.locateFolder(user, "inbox");
      return mailbox.folders
        .list()
        .filter(({ value }) => !value.isHidden)
        .map(({ id, key, value }) => ({ id, displayName: value.displayName, messages: mailbox.messages.get(key)!.size }));
    },
    addFolder(user, displayName, parent) {
      const { mailbox, folder } = state.locateFolder(user, parent ?? "msgfolderroot");
      return mailbox.addFolder({ displayName, parent: folder, isHidden: false }).id;
    },
    addMessage(user, folderName, message) {
      const { mailbox, folder } = state.locateFolder(user, folderName);
      return mailbox.addMessage(folder, state.createMessage(message)).id;
    },
    addAttachment: (user, message, about) => addAttachment(found(user, message), file(about)),
    addAttachmentOf: (user, message, attachment) => addAttachment(found(user, message), state.readAttachment(attachment)),
    addMany(userName, folderName, count) {
      const { mailbox, folder, user } = state.locateFolder(userName, folderName);
      const toRecipients = [createRecipient(user.mail, user.displayName)];
      const now = state.now();
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
    changeMessage(user, id, changes) {
      const message = found(user, id);
      state.replaceMessage(message, { ...message.entry.value, ...changes });
    },
    moveMessage(user, id, folderName) {
      const { mailbox, folder } = state.locateFolder(user, folderName);
      return mailbox.moveMessage(found(user, id).entry.key, folder)!.id;
    },
    removeMessage(user, id) {
      const { mailbox, folder, entry } = found(user, id);
      mailbox.messages.get(folder)!.remove(entry.key);
    },
    allowSending: (owner, user, right) => post.allowSending(owner, user, right ?? undefined),
    sentOutside: () => post.sentOutside,
  };
}
