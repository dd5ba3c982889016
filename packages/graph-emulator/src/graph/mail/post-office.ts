import { CasementError } from "@casement/core";
import type { User } from "../../directory.ts";
import { refuse } from "../../refusals.ts";
import type { AreaContext } from "../area.ts";
import type { AutoReplies } from "../mailbox-settings/auto-replies.ts";
import type { GraphCall } from "../route.ts";
import type { MailState } from "./mail-state.ts";
import { type Message, type Recipient, recipient } from "./message.ts";
import { exchangeTime } from "./present-mail.ts";

export type SendRight = "sendAs" | "sendOnBehalf";

/** What left for an address that nobody here has. */
export interface OutsideMail {
  to: string;
  from: string;
  subject: string;
  text: string;
  automatic: boolean;
}

/** Brings mail from here to there. */
export interface PostOffice {
  /** Who a message of this call is from, by what it says itself. Throws 403 without the right or the scope. */
  authorsOf(call: GraphCall, from: Recipient | undefined): Pick<Message, "from" | "sender">;
  /** Delivers to everybody it is for; returns who got it, with the id it has there. Throws 400 without a valid recipient. */
  deliver(message: Message): { user: string; id: string }[];
  /** `right` undefined takes it away. Users by id or name. */
  allow(owner: string, user: string, right: SendRight | undefined): void;
  readonly outside: OutsideMail[];
}

export function createPostOffice(state: MailState, { directory }: AreaContext, replies: AutoReplies): PostOffice {
  const rights = new Map<string, SendRight>();
  const outside: OutsideMail[] = [];
  const idOf = (name: string) => {
    const user = directory.user(name);
    if (!user) throw new CasementError("input-invalid", "No user has that id or name.");
    return user.id;
  };
  const self = (user: User) => recipient(user.mail, user.displayName);

  function deliver(message: Message): { user: string; id: string }[] {
    const everybody = [...message.toRecipients, ...message.ccRecipients, ...message.bccRecipients];
    const odd = everybody.find(({ emailAddress: { address } }) => !/^[^@\s]+@[^@\s]+$/.test(address));
    if (everybody.length === 0 || odd) throw refuse("send-without-recipients");
    const delivered: { user: string; id: string }[] = [];
    const automatic = message.internetMessageHeaders?.some(({ name }) => name === "X-Auto-Response-Suppress") ?? false;
    for (const address of new Set(everybody.map((one) => one.emailAddress.address.toLowerCase()))) {
      const user = directory.user(address);
      if (user) delivered.push({ user: user.userPrincipalName, id: receive(user, message, automatic) });
      else
        outside.push({
          to: address,
          from: message.from.emailAddress.address,
          subject: message.subject,
          text: message.body.content,
          automatic,
        });
    }
    return delivered;
  }

  function receive(user: User, message: Message, automatic: boolean): string {
    const mailbox = state.mailboxOf(user.id);
    const { attachments, ...rest } = message;
    const { id } = mailbox.add(mailbox.wellKnown("inbox"), {
      ...rest,
      ...(attachments && { attachments: state.copyAttachments(attachments) }),
      toRecipients: named(message.toRecipients),
      ccRecipients: named(message.ccRecipients),
      bccRecipients: [],
      categories: [],
      flag: { flagStatus: "notFlagged" },
      isRead: false,
      isDraft: false,
      receivedDateTime: exchangeTime(state.now()),
    });
    const text = automatic ? undefined : replies.answerTo(user, message.from.emailAddress.address);
    if (text !== undefined) answer(user, message, text);
    return id;
  }

  /** An automatic reply: not kept in Sent Items, and itself never answered. */
  function answer(user: User, { subject, from, replyTo, conversationId, internetMessageId }: Message, content: string): void {
    deliver(
      state.make({
        subject: `Automatic reply: ${subject}`,
        body: { contentType: "html", content },
        from: self(user),
        toRecipients: replyTo.length > 0 ? replyTo : [from],
        conversationId,
        inReplyTo: internetMessageId,
        internetMessageHeaders: [
          { name: "Auto-Submitted", value: "auto-generated" },
          { name: "X-Auto-Response-Suppress", value: "All" },
        ],
      }),
    );
  }

  /** Exchange fills in the names it knows. */
  const named = (people: Recipient[]) =>
    people.map((one) => {
      const { name, address } = one.emailAddress;
      return name === address ? recipient(address, directory.user(address)?.displayName ?? name) : one;
    });

  return {
    authorsOf(call, from) {
      const { user, mailboxUser } = call;
      const named = from ? directory.user(from.emailAddress.address) : mailboxUser;
      if (named?.id === user.id) return { from: self(user), sender: self(user) };
      const right = named && rights.get(`${named.id} ${user.id}`);
      if (!named || !right || !call.allows("Mail.Send.Shared")) throw refuse("send-as-denied");
      return { from: self(named), sender: self(right === "sendAs" ? named : user) };
    },
    deliver,
    allow(owner, user, right) {
      const key = `${idOf(owner)} ${idOf(user)}`;
      if (right) rights.set(key, right);
      else rights.delete(key);
    },
    outside,
  };
}
