import type { AreaContext } from "../area.ts";
import { Collection, type Entry } from "../store/collection.ts";

export interface Folder {
  displayName: string;
  /** Key of the folder it is in; empty for the root. */
  parent: string;
  /** Name to use in place of the id: `inbox`. */
  wellKnown?: string;
  isHidden: boolean;
}

export interface Recipient {
  emailAddress: { name: string; address: string };
}

/** A message in Graph's own shape, without ids, folder, dates of change and annotations. */
export interface Message {
  subject: string;
  bodyPreview: string;
  body: { contentType: "text" | "html"; content: string };
  from: Recipient;
  sender: Recipient;
  toRecipients: Recipient[];
  ccRecipients: Recipient[];
  bccRecipients: Recipient[];
  replyTo: Recipient[];
  receivedDateTime: string;
  sentDateTime: string;
  isRead: boolean;
  isDraft: boolean;
  importance: "low" | "normal" | "high";
  hasAttachments: boolean;
  categories: string[];
  flag: object;
  conversationId: string;
  internetMessageId: string;
  inferenceClassification: "focused" | "other";
}

/** One person's mail: folders, and per folder its messages, so that a move is gone here and new there, as in delta. */
export interface Mailbox {
  folders: Collection<Folder>;
  messages: Map<string, Collection<Message>>;
  /** Key of the folder that the others are in: `msgfolderroot`. */
  root: string;
  /** By id, immutable id, or well-known name. */
  folder(name: string): Entry<Folder> | undefined;
  addFolder(folder: Folder): Entry<Folder>;
  /** The message and the folder it is in. */
  find(id: string): { folder: string; entry: Entry<Message> } | undefined;
  add(folder: string, message: Message): Entry<Message>;
  /** New default id, same immutable id. */
  move(id: string, folder: string): Entry<Message> | undefined;
}

const wellKnownFolders: [wellKnown: string, displayName: string][] = [
  ["archive", "Archive"],
  ["deleteditems", "Deleted Items"],
  ["drafts", "Drafts"],
  ["inbox", "Inbox"],
  ["junkemail", "Junk Email"],
  ["outbox", "Outbox"],
  ["sentitems", "Sent Items"],
];

export function createMailbox({ clock, ids }: AreaContext): Mailbox {
  const collection = <T>(kind: string) => new Collection<T>({ now: () => clock.now(), newId: () => ids.exchange(kind) });
  const folders = collection<Folder>("mail-folder");
  const messages = new Map<string, Collection<Message>>();
  const wellKnown = new Map<string, string>();
  const mailbox: Mailbox = {
    folders,
    messages,
    root: "",
    folder: (name) => folders.get(wellKnown.get(name.toLowerCase()) ?? name),
    addFolder(folder) {
      const entry = folders.add(folder);
      messages.set(entry.key, collection("message"));
      if (folder.wellKnown) wellKnown.set(folder.wellKnown, entry.key);
      return entry;
    },
    find(id) {
      for (const [folder, inside] of messages) {
        const entry = inside.get(id);
        if (entry) return { folder, entry };
      }
      return undefined;
    },
    add: (folder, message) => {
      const key = ids.exchange("message-immutable");
      return messages.get(folder)!.add(message, { key, id: ids.exchange("message"), createdAt: new Date(message.receivedDateTime) });
    },
    move(id, folder) {
      const found = mailbox.find(id);
      if (!found) return undefined;
      const { key, createdAt, value } = found.entry;
      messages.get(found.folder)!.remove(key);
      return messages.get(folder)!.add(value, { key, id: ids.exchange("message"), createdAt });
    },
  };
  mailbox.root = mailbox.addFolder({ displayName: "Top of Information Store", parent: "", wellKnown: "msgfolderroot", isHidden: true }).key;
  for (const [name, displayName] of wellKnownFolders)
    mailbox.addFolder({ displayName, parent: mailbox.root, wellKnown: name, isHidden: false });
  return mailbox;
}
