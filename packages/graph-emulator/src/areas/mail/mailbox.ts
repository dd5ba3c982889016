import { Collection, type CollectionEntry } from "../../protocol/store/collection.ts";
import type { AreaContext } from "../area.ts";
import type { ItemExtensions } from "../item-extensions/item-extensions.ts";
import type { MailMessage } from "./mail-message.ts";
import { wellKnownFoldersIn } from "./well-known-folders.ts";

export interface MailFolder {
  displayName: string;
  /** Key of the parent folder; empty for the root. */
  parent: string;
  /** Name that can replace the id: `inbox`. */
  wellKnown?: string;
  isHidden: boolean;
  itemExtensions?: ItemExtensions;
}

/** One user's mail: folders, and the messages of each folder. A move removes a message here and adds it there, as delta reports it. */
export interface Mailbox {
  folders: Collection<MailFolder>;
  messages: Map<string, Collection<MailMessage>>;
  /** Key of the folder that contains all others: `msgfolderroot`. */
  root: string;
  /** Finds a folder by id, immutable id, or well-known name. */
  findFolder(name: string): CollectionEntry<MailFolder> | undefined;
  /** Returns the key of a folder that every mailbox has. */
  wellKnownKey(name: string): string;
  childrenOf(parent: string): CollectionEntry<MailFolder>[];
  addFolder(folder: MailFolder): CollectionEntry<MailFolder>;
  /** Permanently removes a folder and its contents. */
  removeFolder(key: string): void;
  /** Whether `key` is `ancestor` or below it. */
  isBelow(key: string, ancestor: string): boolean;
  /** Finds a message and its folder. */
  findMessage(id: string): { folder: string; entry: CollectionEntry<MailMessage> } | undefined;
  addMessage(folder: string, message: MailMessage): CollectionEntry<MailMessage>;
  /** Moves a message. It gets a new default id and keeps its immutable id. */
  moveMessage(id: string, folder: string): CollectionEntry<MailMessage> | undefined;
}

export function createMailbox({ clock, ids }: AreaContext, locale: string): Mailbox {
  const collection = <T>(kind: string) => new Collection<T>({ now: () => clock.now(), newId: () => ids.exchange(kind) });
  const folders = collection<MailFolder>("mail-folder");
  const messages = new Map<string, Collection<MailMessage>>();
  const wellKnown = new Map<string, string>();
  const mailbox: Mailbox = {
    folders,
    messages,
    root: "",
    findFolder: (name) => folders.get(wellKnown.get(name.toLowerCase()) ?? name),
    wellKnownKey: (name) => wellKnown.get(name)!,
    childrenOf: (parent) => folders.list().filter(({ value }) => value.parent === parent),
    addFolder(folder) {
      const entry = folders.add(folder);
      messages.set(entry.key, collection("message"));
      if (folder.wellKnown) wellKnown.set(folder.wellKnown, entry.key);
      return entry;
    },
    removeFolder(key) {
      for (const child of mailbox.childrenOf(key)) mailbox.removeFolder(child.key);
      folders.remove(key);
      messages.delete(key);
    },
    isBelow(key, ancestor) {
      for (let current = key; current; current = folders.get(current)?.value.parent ?? "") if (current === ancestor) return true;
      return false;
    },
    findMessage(id) {
      for (const [folder, inside] of messages) {
        const entry = inside.get(id);
        if (entry) return { folder, entry };
      }
      return undefined;
    },
    addMessage: (folder, message) => {
      const key = ids.exchange("message-immutable");
      return messages.get(folder)!.add(message, { key, id: ids.exchange("message"), createdAt: new Date(message.receivedDateTime) });
    },
    moveMessage(id, folder) {
      const found = mailbox.findMessage(id);
      if (!found) return undefined;
      const { key, createdAt, value } = found.entry;
      messages.get(found.folder)!.remove(key);
      return messages.get(folder)!.add(value, { key, id: ids.exchange("message"), createdAt });
    },
  };
  mailbox.root = mailbox.addFolder({ displayName: "Top of Information Store", parent: "", wellKnown: "msgfolderroot", isHidden: true }).key;
  for (const folder of wellKnownFoldersIn(locale)) mailbox.addFolder({ ...folder, parent: mailbox.root, isHidden: false });
  mailbox.addFolder({ displayName: "Deletions", parent: mailbox.root, wellKnown: "recoverableitemsdeletions", isHidden: true });
  return mailbox;
}
