import type { GraphRequest } from "../../protocol/route.ts";
import type { CollectionEntry } from "../../protocol/store/collection.ts";
import { type ExtendedItem, presentExtensions, withQueryableExtensions } from "../item-extensions/expand-extensions.ts";
import type { ContactBook, ContactFolder, StoredContact } from "./contact-store.ts";

/** A contact without values. Shape: Microsoft's example of contact-get. */
export const emptyContact: Readonly<Record<string, unknown>> = {
  categories: [],
  birthday: null,
  fileAs: "",
  displayName: null,
  givenName: null,
  initials: null,
  middleName: null,
  nickName: null,
  surname: null,
  title: null,
  yomiGivenName: null,
  yomiSurname: null,
  yomiCompanyName: null,
  generation: null,
  imAddresses: [],
  jobTitle: null,
  companyName: null,
  department: null,
  officeLocation: null,
  profession: null,
  businessHomePage: null,
  assistantName: null,
  manager: null,
  homePhones: [],
  mobilePhone: null,
  businessPhones: [],
  spouseName: null,
  personalNotes: "",
  children: [],
  emailAddresses: [],
  homeAddress: {},
  businessAddress: {},
  otherAddress: {},
};

const withSeconds = (date: Date): string => `${date.toISOString().slice(0, 19)}Z`;

export function presentContact(folder: string, { key, changeKey, createdAt, changedAt, value }: CollectionEntry<StoredContact>): object {
  return {
    "@odata.etag": `W/"${changeKey}"`,
    id: key,
    createdDateTime: withSeconds(createdAt),
    lastModifiedDateTime: withSeconds(changedAt),
    changeKey,
    parentFolderId: folder,
    ...emptyContact,
    ...value.fields,
  };
}

const extendedContact = ({ value, changedAt }: CollectionEntry<StoredContact>): ExtendedItem => ({
  extensions: value.itemExtensions,
  builtIn: { "String 0x1a": "IPM.Contact", "SystemTime 0x3008": changedAt.toISOString() },
});

export const presentExpandedContact = (
  request: Pick<GraphRequest, "query">,
  folder: string,
  entry: CollectionEntry<StoredContact>,
): object => ({ ...presentContact(folder, entry), ...presentExtensions(request, () => extendedContact(entry)) });

/** The contact as `$filter` and `$orderby` see it. */
export const toQueryableContact = (folder: string, entry: CollectionEntry<StoredContact>): object =>
  withQueryableExtensions(presentContact(folder, entry), () => extendedContact(entry));

export const presentContactFolder = ({ key, value }: CollectionEntry<ContactFolder>): object => ({
  id: key,
  parentFolderId: value.parent || null,
  displayName: value.displayName,
});

const extendedFolder = (book: ContactBook, { key, value, changedAt }: CollectionEntry<ContactFolder>): ExtendedItem => {
  const lastChange = Math.max(changedAt.getTime(), book.contacts.get(key)?.changedAt.getTime() ?? 0);
  return {
    extensions: value.itemExtensions,
    builtIn: {
      "String 0x3613": "IPF.Contact",
      "SystemTime 0x3008": changedAt.toISOString(),
      "SystemTime 0x670a": new Date(lastChange).toISOString(),
    },
  };
};

export const presentExpandedFolder = (
  request: Pick<GraphRequest, "query">,
  book: ContactBook,
  folder: CollectionEntry<ContactFolder>,
): object => ({ ...presentContactFolder(folder), ...presentExtensions(request, () => extendedFolder(book, folder)) });

export const toQueryableFolder = (book: ContactBook, folder: CollectionEntry<ContactFolder>): object =>
  withQueryableExtensions(presentContactFolder(folder), () => extendedFolder(book, folder));
