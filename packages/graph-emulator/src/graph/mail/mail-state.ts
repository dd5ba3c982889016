import { CasementError } from "@casement/core";
import type { User } from "../../directory.ts";
import type { AreaContext } from "../area.ts";
import { notFound } from "../graph-fault.ts";
import { itemsOf, propertiesOf } from "../properties-of.ts";
import type { GraphCall } from "../route.ts";
import type { Entry } from "../store/collection.ts";
import { readAttachment } from "./attachments.ts";
import { answerIndex } from "./conversation.ts";
import { createMailbox, type Folder, type Mailbox } from "./mailbox.ts";
import { type Attachment, type Message, withAttachments } from "./message.ts";
import { newMessage } from "./message-fields.ts";
import { exchangeTime } from "./present-mail.ts";
import { readMessageInput } from "./read-message-input.ts";

/** A message and where it is. */
export interface FoundMessage {
  mailbox: Mailbox;
  folder: string;
  entry: Entry<Message>;
}

/** Everybody's mail, and the ways to it that routes and control functions share. */
export interface MailState {
  mailboxOf(userId: string): Mailbox;
  /** The folder of `{folder}`, or 404. */
  folderOf(call: GraphCall): Entry<Folder>;
  /** The message of `{message}`, in `{folder}` if the route has one, or 404. */
  messageOf(call: GraphCall): FoundMessage;
  /** For control functions: mailbox by id or principal name, folder by id, well-known name, or display names with `/` between. Throws `input-invalid`. */
  locate(user: string, folder: string): { user: User; mailbox: Mailbox; folder: string };
  make(given: Partial<Message>): Message;
  /** Replaces a message where it is. */
  change(found: FoundMessage, message: Message): Entry<Message>;
  /** An attachment of a request body. */
  readAttachment(input: unknown): Attachment;
  /** The same content, for another message. */
  copyAttachments(attachments: readonly Attachment[]): Attachment[];
  /** A message resource of a request body, attachments and all. */
  readMessage(input: unknown): Partial<Message>;
  newAttachmentId(): string;
  /** Conversation of an answer to the message with this `internetMessageId`, wherever that is; nothing when it is nowhere. */
  threadOf(internetMessageId: string): Partial<Message>;
  now(): Date;
}

export function createMailState(context: AreaContext): MailState {
  const { clock, directory, ids } = context;
  const mailboxes = new Map<string, Mailbox>();
  let made = 0;
  const newAttachmentId = () => ids.exchange("attachment");
  const state: MailState = {
    mailboxOf(userId) {
      const mailbox = mailboxes.get(userId) ?? createMailbox(context, directory.user(userId)?.locale ?? "en-GB");
      mailboxes.set(userId, mailbox);
      return mailbox;
    },
    folderOf(call) {
      const folder = state.mailboxOf(call.mailboxUser.id).folder(call.params.folder!);
      if (!folder) throw notFound();
      return folder;
    },
    messageOf(call) {
      const mailbox = state.mailboxOf(call.mailboxUser.id);
      const found = mailbox.find(call.params.message!);
      if (!found || (call.params.folder && found.folder !== state.folderOf(call).key)) throw notFound();
      return { mailbox, ...found };
    },
    locate(name, folderName) {
      const user = directory.user(name);
      if (!user) throw new CasementError("input-invalid", "No user has that id or name.");
      const mailbox = state.mailboxOf(user.id);
      const folder = mailbox.folder(folderName)?.key ?? byPath(mailbox, folderName.split("/"));
      if (!folder) throw new CasementError("input-invalid", "The mailbox has no folder of that name or id.");
      return { user, mailbox, folder };
    },
    make: (given) => newMessage(given, ++made, clock.now()),
    change: ({ mailbox, folder, entry }, message) => mailbox.messages.get(folder)!.set(entry.key, message)!,
    readAttachment: (input) => readAttachment(input, { id: newAttachmentId(), lastModifiedDateTime: exchangeTime(clock.now()) }),
    copyAttachments: (attachments) => attachments.map((attachment) => ({ ...attachment, id: newAttachmentId() })),
    readMessage(input) {
      const fields = readMessageInput(input);
      const attachments = itemsOf(propertiesOf(input).attachments);
      return attachments.length === 0 ? fields : { ...fields, attachments: attachments.map(state.readAttachment) };
    },
    newAttachmentId,
    threadOf(internetMessageId) {
      for (const { messages } of mailboxes.values())
        for (const inside of messages.values())
          for (const { value, removed } of inside.after(0))
            if (!removed && value.internetMessageId === internetMessageId)
              return { conversationId: value.conversationId, conversationIndex: answerIndex(value, clock.now().getTime()) };
      return {};
    },
    now: () => clock.now(),
  };
  return state;
}

/** `Inbox/Bills/2026`: the first name anywhere, each next one inside. */
function byPath(mailbox: Mailbox, [first, ...rest]: string[]): string | undefined {
  const named = (name: string | undefined, among: Entry<Folder>[]) => among.find(({ value }) => value.displayName === name)?.key;
  let at = mailbox.folder(first!)?.key ?? named(first, mailbox.folders.list());
  for (const name of rest) at &&= named(name, mailbox.childrenOf(at));
  return at;
}

/** A draft with further attachments. */
export const attach = (message: Message, attachment: Attachment): Message =>
  withAttachments(message, [...(message.attachments ?? []), attachment]);
