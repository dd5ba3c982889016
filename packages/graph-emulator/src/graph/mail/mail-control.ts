import { CasementError } from "@casement/core";
import type { MailState } from "./mail-state.ts";
import type { Message } from "./mailbox.ts";
import { newMessage, recipient } from "./message-fields.ts";
import { exchangeTime } from "./present-mail.ts";

/** Mail changed "from elsewhere". `user` is an id or principal name, `folder` an id, a well-known or a display name. */
export interface MailControl {
  folders(user: string): { id: string; displayName: string; messages: number }[];
  addFolder(user: string, displayName: string, parent?: string): string;
  /** Returns the default id. */
  addMessage(user: string, folder: string, message: Partial<Message>): string;
  /** `count` small messages, one a minute back from now, every third unread. */
  addMany(user: string, folder: string, count: number): void;
  changeMessage(user: string, id: string, changes: Partial<Message>): void;
  moveMessage(user: string, id: string, folder: string): string;
  removeMessage(user: string, id: string): void;
}

const senders = ["Ada Reed", "Ben Ito", "Carla Diaz", "Dev Rao", "Emma Holm"].map((name) =>
  recipient(`${name.toLowerCase().replace(" ", ".")}@example.com`, name),
);

export function mailControl(state: MailState, now: () => Date): MailControl {
  const found = (user: string, id: string) => {
    const { mailbox } = state.locate(user, "inbox");
    const message = mailbox.find(id);
    if (!message) throw new CasementError("input-invalid", "The mailbox has no message of that id.");
    return { mailbox, ...message };
  };
  return {
    folders(user) {
      const { mailbox } = state.locate(user, "inbox");
      return mailbox.folders
        .list()
        .filter(({ key }) => key !== mailbox.root)
        .map(({ id, key, value }) => ({ id, displayName: value.displayName, messages: mailbox.messages.get(key)!.size }));
    },
    addFolder(user, displayName, parent) {
      const { mailbox, folder } = state.locate(user, parent ?? "inbox");
      return mailbox.addFolder({ displayName, parent: parent ? folder : mailbox.root, isHidden: false }).id;
    },
    addMessage(user, folderName, message) {
      const { mailbox, folder } = state.locate(user, folderName);
      return mailbox.add(folder, state.make(message)).id;
    },
    addMany(userName, folderName, count) {
      const { mailbox, folder, user } = state.locate(userName, folderName);
      const toRecipients = [recipient(user.mail, user.displayName)];
      const end = now().getTime();
      for (let number = count; number > 0; number--)
        mailbox.add(
          folder,
          newMessage(
            {
              subject: `Report ${number}`,
              body: { contentType: "text", content: `Report number ${number}.` },
              from: senders[number % senders.length]!,
              toRecipients,
              receivedDateTime: exchangeTime(new Date(end - number * 60_000)),
              isRead: number % 3 !== 0,
            },
            number,
            now(),
          ),
        );
    },
    changeMessage(user, id, changes) {
      const { mailbox, folder, entry } = found(user, id);
      mailbox.messages.get(folder)!.set(entry.key, { ...entry.value, ...changes });
    },
    moveMessage(user, id, folderName) {
      const { mailbox, folder } = state.locate(user, folderName);
      const moved = mailbox.move(id, folder);
      if (!moved) throw new CasementError("input-invalid", "The mailbox has no message of that id.");
      return moved.id;
    },
    removeMessage(user, id) {
      const { mailbox, folder, entry } = found(user, id);
      mailbox.messages.get(folder)!.remove(entry.key);
    },
  };
}
