import { CasementError } from "@casement/core";
import type { User } from "../../directory.ts";
import type { AreaContext } from "../area.ts";
import { notFound } from "../graph-fault.ts";
import type { GraphCall } from "../route.ts";
import type { Entry } from "../store/collection.ts";
import { createMailbox, type Folder, type Mailbox, type Message } from "./mailbox.ts";
import { newMessage } from "./message-fields.ts";

/** Everybody's mail, and the ways to it that routes and control functions share. */
export interface MailState {
  mailboxOf(userId: string): Mailbox;
  /** The folder of `{folder}`, or 404. */
  folderOf(call: GraphCall): Entry<Folder>;
  /** The message of `{message}`, in `{folder}` if the route has one, or 404. */
  messageOf(call: GraphCall): { mailbox: Mailbox; folder: string; entry: Entry<Message> };
  /** For control functions: mailbox by id or principal name, folder by id, well-known or display name. Throws `input-invalid`. */
  locate(user: string, folder: string): { user: User; mailbox: Mailbox; folder: string };
  make(given: Partial<Message>): Message;
}

export function createMailState(context: AreaContext): MailState {
  const { clock, directory } = context;
  const mailboxes = new Map<string, Mailbox>();
  let made = 0;
  const state: MailState = {
    mailboxOf(userId) {
      const mailbox = mailboxes.get(userId) ?? createMailbox(context);
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
      const folder = mailbox.folder(folderName) ?? mailbox.folders.list().find(({ value }) => value.displayName === folderName);
      if (!folder) throw new CasementError("input-invalid", "The mailbox has no folder of that name or id.");
      return { user, mailbox, folder: folder.key };
    },
    make: (given) => newMessage(given, ++made, clock.now()),
  };
  return state;
}
