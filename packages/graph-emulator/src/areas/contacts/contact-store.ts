import { CasementError } from "@casement/core";
import type { User } from "../../directory.ts";
import type { GraphRequest } from "../../protocol/route.ts";
import { Collection, type CollectionEntry } from "../../protocol/store/collection.ts";
import { createMissingItemFault } from "../../protocol/store/exchange-id.ts";
import { createRefusal } from "../../refusals/create-refusal.ts";
import type { AreaContext } from "../area.ts";
import { type ItemExtensions, noExtensions } from "../item-extensions/item-extensions.ts";

/** The writable properties of a contact, in Graph's shape. */
export type ContactFields = Readonly<Record<string, unknown>>;

export interface StoredContact {
  fields: ContactFields;
  itemExtensions: ItemExtensions;
}

export interface ContactFolder {
  displayName: string;
  /** Key of the parent folder; empty for the default folder. */
  parent: string;
  itemExtensions: ItemExtensions;
}

/** One user's contacts: folders, and the contacts of each folder. */
export interface ContactBook {
  folders: Collection<ContactFolder>;
  contacts: Map<string, Collection<StoredContact>>;
  /** Key of the folder "Contacts", which contains all others. */
  root: string;
}

export interface LocatedContact {
  book: ContactBook;
  folder: string;
  entry: CollectionEntry<StoredContact>;
}

/** The contacts of all mailboxes. A mailbox has the folder "Contacts" from its first use. */
export class ContactStore {
  readonly #context: AreaContext;
  readonly #books = new Map<string, ContactBook>();

  constructor(context: AreaContext) {
    this.#context = context;
  }

  /**
   * Returns the contacts of the requested mailbox.
   *
   * @throws GraphFault 404 for another user, because contact folders cannot be shared here.
   */
  requestedBook({ mailboxUser, user }: GraphRequest): ContactBook {
    if (mailboxUser.id !== user.id) throw createRefusal("other-mailbox-hidden");
    return this.bookOf(user.id);
  }

  /** Whether the mailbox has a contact or contact folder with this id. */
  hasItem(userId: string, id: string): boolean {
    const { folders, contacts } = this.bookOf(userId);
    return folders.get(id) !== undefined || [...contacts.values()].some((collection) => collection.get(id) !== undefined);
  }

  bookOf(userId: string): ContactBook {
    const known = this.#books.get(userId);
    if (known) return known;
    const book: ContactBook = { folders: this.#collection("contact-folder"), contacts: new Map(), root: "" };
    book.root = this.addFolder(book, { displayName: "Contacts", parent: "", itemExtensions: noExtensions }).key;
    this.#books.set(userId, book);
    return book;
  }

  addFolder(book: ContactBook, folder: ContactFolder): CollectionEntry<ContactFolder> {
    const entry = book.folders.add(folder);
    book.contacts.set(entry.key, this.#collection("contact"));
    return entry;
  }

  /** Removes a folder with its contacts and subfolders. */
  removeFolder(book: ContactBook, key: string): void {
    for (const child of childFoldersOf(book, key)) this.removeFolder(book, child.key);
    book.folders.remove(key);
    book.contacts.delete(key);
  }

  /**
   * Returns the folder of `{contactFolder}`, or the default folder.
   *
   * @throws GraphFault when it does not exist.
   */
  folderOf(request: GraphRequest): CollectionEntry<ContactFolder> {
    const book = this.requestedBook(request);
    const id = request.params.contactFolder ?? book.root;
    const folder = book.folders.get(id.toLowerCase() === "contacts" ? book.root : id);
    if (!folder) throw createMissingItemFault(id);
    return folder;
  }

  /** Returns the contact of `{contact}`, in `{contactFolder}` if the route has one. */
  contactOf(request: GraphRequest): LocatedContact {
    const book = this.requestedBook(request);
    const id = request.params.contact!;
    const found = findContact(book, id);
    if (!found || (request.params.contactFolder !== undefined && this.folderOf(request).key !== found.folder))
      throw createMissingItemFault(id);
    return { book, ...found };
  }

  /** For control functions. Finds a mailbox by id or user principal name. */
  locateBook(name: string): { user: User; book: ContactBook } {
    const user = this.#context.directory.user(name);
    if (!user) throw new CasementError("input-invalid", "No user has that id or name.");
    return { user, book: this.bookOf(user.id) };
  }

  #collection<T>(kind: string): Collection<T> {
    const { clock, ids } = this.#context;
    return new Collection<T>({ now: () => clock.now(), newId: () => ids.exchange(kind) });
  }
}

export const childFoldersOf = ({ folders }: ContactBook, parent: string): CollectionEntry<ContactFolder>[] =>
  folders.list().filter(({ value }) => value.parent === parent);

export function findContact({ contacts }: ContactBook, id: string): { folder: string; entry: CollectionEntry<StoredContact> } | undefined {
  for (const [folder, inside] of contacts) {
    const entry = inside.get(id);
    if (entry) return { folder, entry };
  }
  return undefined;
}
