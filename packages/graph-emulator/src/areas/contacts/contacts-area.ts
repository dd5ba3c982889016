import { CasementError } from "@casement/core";
import type { CollectionEntry } from "../../protocol/store/collection.ts";
import type { Area, AreaContext } from "../area.ts";
import { noExtensions } from "../item-extensions/item-extensions.ts";
import { createContactFolderRoutes } from "./contact-folder-routes.ts";
import { createContactRoutes } from "./contact-routes.ts";
import { type ContactBook, ContactStore, findContact, type StoredContact } from "./contact-store.ts";
import { presentContact } from "./present-contact.ts";
import { readContactInput, withDerivedNames } from "./read-contact-input.ts";

/** JSON in Graph's format. */
type Json = Record<string, any>;

/**
 * Changes contacts from outside Graph. `user` is an id or user principal name, and `folder` the id or name of a contact folder (default:
 * the default folder).
 */
export interface ContactsControl {
  list(user: string, folder?: string): Json[];
  /** Adds a contact in Graph's format and returns its id. */
  add(user: string, contact: Json, folder?: string): string;
  change(user: string, id: string, changes: Json): void;
  remove(user: string, id: string): void;
  /** Adds a folder and returns its id. */
  addFolder(user: string, displayName: string): string;
}
export type ContactsArea = Area<"contacts", ContactsControl>;

/** Creates the area for contacts and contact folders. */
export function createContactsArea(context: AreaContext, store: ContactStore = new ContactStore(context)): ContactsArea {
  const folderOf = (book: ContactBook, name?: string): string => {
    if (!name) return book.root;
    const found = book.folders.get(name) ?? book.folders.list().find(({ value }) => value.displayName === name);
    if (!found) throw new CasementError("input-invalid", "The user has no contact folder with that id or name.");
    return found.key;
  };
  const locate = (
    user: string,
    id: string,
  ): { contacts: ContactBook["contacts"]; folder: string; entry: CollectionEntry<StoredContact> } => {
    const { book } = store.locateBook(user);
    const found = findContact(book, id);
    if (!found) throw new CasementError("input-invalid", "The user has no contact with that id.");
    return { contacts: book.contacts, ...found };
  };
  return {
    name: "contacts",
    routes: [...createContactFolderRoutes(store, context.deltas), ...createContactRoutes(store, context.deltas)],
    control: {
      list(user, name) {
        const { book } = store.locateBook(user);
        const folder = folderOf(book, name);
        return book.contacts
          .get(folder)!
          .list()
          .map((entry) => presentContact(folder, entry));
      },
      add(user, contact, name) {
        const { book } = store.locateBook(user);
        const fields = withDerivedNames(readContactInput(contact));
        return book.contacts.get(folderOf(book, name))!.add({ fields, itemExtensions: noExtensions }).key;
      },
      change(user, id, changes) {
        const { contacts, folder, entry } = locate(user, id);
        contacts.get(folder)!.set(id, { ...entry.value, fields: { ...entry.value.fields, ...readContactInput(changes) } });
      },
      remove(user, id) {
        const { contacts, folder } = locate(user, id);
        contacts.get(folder)!.remove(id);
      },
      addFolder(user, displayName) {
        const { book } = store.locateBook(user);
        return store.addFolder(book, { displayName, parent: book.root, itemExtensions: noExtensions }).key;
      },
    },
  };
}
