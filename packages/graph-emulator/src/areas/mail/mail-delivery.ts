import { CasementError } from "@casement/core";
import type { User } from "../../directory.ts";
import type { GraphRequest } from "../../protocol/route.ts";
import { createRefusal } from "../../refusals/create-refusal.ts";
import type { AreaContext } from "../area.ts";
import type { AutoReplies } from "../mailbox-settings/auto-replies.ts";
import { createRecipient, type MailMessage, type MailRecipient } from "./mail-message.ts";
import type { MailStore } from "./mail-store.ts";
import { toExchangeTime } from "./present-mail.ts";

export type SendRight = "sendAs" | "sendOnBehalf";

/**
 * Why Exchange sends a mail: a person wrote it (`message`), a meeting changed (`request`, `update`, `response`, `cancellation`), or a mailbox
 * replies automatically.
 */
export type SentMailKind = "message" | "request" | "update" | "response" | "cancellation" | "automatic";

/** A mail to one recipient. */
export interface SentMail {
  kind: SentMailKind;
  from: string;
  to: string;
  /** Whether the recipient has a mailbox in the emulator. */
  inside: boolean;
  subject: string;
  text: string;
  /** `iCalUId` of the meeting. */
  event?: string;
}

/** Delivers mail to mailboxes of the directory, and records what its users send. */
export interface MailDelivery {
  /**
   * Determines the sender of a message.
   *
   * @throws GraphFault 403 without the right to send as that user, or without the permission.
   */
  resolveSender(request: GraphRequest, from: MailRecipient | undefined): Pick<MailMessage, "from" | "sender">;
  /**
   * Delivers a message to all recipients. Returns the users who received it and the id of each copy.
   *
   * @throws GraphFault 400 without a valid recipient.
   */
  deliver(message: MailMessage, kind?: SentMailKind): { user: string; id: string }[];
  /** Lets `user` send for `owner`; undefined removes the right. Users are given by id or name. */
  allowSending(owner: string, user: string, right: SendRight | undefined): void;
  /** Every mail that Exchange sent, oldest first. Mail that arrives from outside is not included. */
  readonly sent: SentMail[];
}

export function createMailDelivery(store: MailStore, { directory }: AreaContext, autoReplies: AutoReplies): MailDelivery {
  const rights = new Map<string, SendRight>();
  const sent: SentMail[] = [];
  const idOf = (name: string) => {
    const user = directory.user(name);
    if (!user) throw new CasementError("input-invalid", "No user has that id or name.");
    return user.id;
  };
  const recipientOf = (user: User) => createRecipient(user.mail, user.displayName);

  function deliver(message: MailMessage, kind: SentMailKind = "message"): { user: string; id: string }[] {
    const recipients = [...message.toRecipients, ...message.ccRecipients, ...message.bccRecipients];
    const invalidRecipient = recipients.find(({ emailAddress: { address } }) => !/^[^@\s]+@[^@\s]+$/.test(address));
    if (recipients.length === 0 || invalidRecipient) throw createRefusal("send-without-recipients");
    const delivered: { user: string; id: string }[] = [];
    const from = message.from.emailAddress.address;
    const isSentHere = kind !== "message" || directory.user(from) !== undefined;
    for (const to of new Set(recipients.map((recipient) => recipient.emailAddress.address.toLowerCase()))) {
      const user = directory.user(to);
      const event = message.meeting?.iCalUId;
      if (isSentHere)
        sent.push({
          kind,
          from,
          to,
          inside: user !== undefined,
          subject: message.subject,
          text: message.body.content,
          ...(event !== undefined && { event }),
        });
      if (user) delivered.push({ user: user.userPrincipalName, id: receive(user, message, kind) });
    }
    return delivered;
  }

  function receive(user: User, message: MailMessage, kind: SentMailKind): string {
    const mailbox = store.mailboxOf(user.id);
    const { attachments, ...rest } = message;
    const { id } = mailbox.addMessage(mailbox.wellKnownKey("inbox"), {
      ...rest,
      ...(attachments && { attachments: store.copyAttachments(attachments) }),
      toRecipients: withDirectoryNames(message.toRecipients),
      ccRecipients: withDirectoryNames(message.ccRecipients),
      bccRecipients: [],
      categories: [],
      flag: { flagStatus: "notFlagged" },
      isRead: false,
      isDraft: false,
      receivedDateTime: toExchangeTime(store.now()),
    });
    const isAnswer = kind === "automatic" || kind === "response" || isAutomatic(message);
    const text = isAnswer ? undefined : autoReplies.replyTextFor(user, message.from.emailAddress.address);
    if (text !== undefined) sendAutoReply(user, message, text);
    return id;
  }

  /** Sends an automatic reply. It is not kept in Sent Items and never gets an automatic reply itself. */
  function sendAutoReply(user: User, { subject, from, replyTo, conversationId, internetMessageId }: MailMessage, content: string): void {
    deliver(
      store.createMessage({
        subject: `Automatic reply: ${subject}`,
        body: { contentType: "html", content },
        from: recipientOf(user),
        toRecipients: replyTo.length > 0 ? replyTo : [from],
        conversationId,
        inReplyTo: internetMessageId,
        internetMessageHeaders: [
          { name: "Auto-Submitted", value: "auto-generated" },
          { name: "X-Auto-Response-Suppress", value: "All" },
        ],
      }),
      "automatic",
    );
  }

  /** Exchange adds names from the directory. */
  const withDirectoryNames = (people: MailRecipient[]) =>
    people.map((recipient) => {
      const { name, address } = recipient.emailAddress;
      return name === address ? createRecipient(address, directory.user(address)?.displayName ?? name) : recipient;
    });

  return {
    resolveSender(request, from) {
      const { user, mailboxUser } = request;
      const sendingUser = from ? directory.user(from.emailAddress.address) : mailboxUser;
      if (sendingUser?.id === user.id) return { from: recipientOf(user), sender: recipientOf(user) };
      const right = sendingUser && rights.get(`${sendingUser.id} ${user.id}`);
      if (!sendingUser || !right || !request.allows("Mail.Send.Shared")) throw createRefusal("send-as-denied");
      return { from: recipientOf(sendingUser), sender: recipientOf(right === "sendAs" ? sendingUser : user) };
    },
    deliver,
    allowSending(owner, user, right) {
      const key = `${idOf(owner)} ${idOf(user)}`;
      if (right) rights.set(key, right);
      else rights.delete(key);
    },
    sent,
  };
}

const isAutomatic = ({ internetMessageHeaders }: MailMessage): boolean =>
  internetMessageHeaders?.some(({ name }) => name === "X-Auto-Response-Suppress") ?? false;
