import { buildDeltaPage, presentTombstone } from "../../protocol/delta-page.ts";
import type { DeltaTokens } from "../../protocol/delta-tokens.ts";
import { badRequest } from "../../protocol/graph-fault.ts";
import { buildEntity, buildListPage, outlookPageSizes } from "../../protocol/odata/list-page.ts";
import { narrowsItems } from "../../protocol/odata/odata-query.ts";
import { parseExpand } from "../../protocol/odata/parse-expand.ts";
import { propertiesOf, textOf } from "../../protocol/properties-of.ts";
import {
  createdResult,
  defineRoute,
  type GraphRequest,
  type GraphResult,
  noContentResult,
  okResult,
  type Route,
} from "../../protocol/route.ts";
import { createRefusal } from "../../refusals/create-refusal.ts";
import { extendedPropertyExpand } from "../item-extensions/expand-extensions.ts";
import { readItemExtensions } from "../item-extensions/item-extensions.ts";
import { type ContactBook, type ContactStore, childFoldersOf } from "./contact-store.ts";
import { presentContactFolder, presentExpandedFolder, toQueryableFolder } from "./present-contact.ts";

const expand = extendedPropertyExpand;

/** Creates the routes for contact folders: list, create, read, rename, delete, and delta. The default folder is not in the list. */
export function createContactFolderRoutes(store: ContactStore, tokens: DeltaTokens): Route[] {
  const context = ({ mailboxUser }: GraphRequest) => `users('${mailboxUser.id}')/contactFolders`;
  const bookOf = (request: GraphRequest) => store.requestedBook(request);

  const list = (request: GraphRequest): GraphResult => {
    const book = bookOf(request);
    return buildListPage(request, childFoldersOf(book, store.folderOf(request).key), {
      context: context(request),
      read: (folder) => toQueryableFolder(book, folder),
      present: (folder) => presentExpandedFolder(request, book, folder),
      ...outlookPageSizes,
    });
  };
  const create = (request: GraphRequest): GraphResult => {
    const book = bookOf(request);
    const parent = store.folderOf(request).key;
    const displayName = readName(request);
    if (displayName === undefined) throw badRequest("The display name of the folder is missing.", "ErrorInvalidRequest");
    checkNameIsFree(book, parent, displayName);
    const itemExtensions = readItemExtensions(request.body);
    return createdResult(presentContactFolder(store.addFolder(book, { displayName, parent, itemExtensions })));
  };
  const change = (request: GraphRequest): GraphResult => {
    const book = bookOf(request);
    const { key, value } = store.folderOf(request);
    const displayName = readName(request) ?? value.displayName;
    if (displayName !== value.displayName) {
      if (key === book.root) throw createRefusal("folder-distinguished");
      checkNameIsFree(book, value.parent, displayName);
    }
    const itemExtensions = readItemExtensions(request.body, value.itemExtensions);
    return okResult(presentContactFolder(book.folders.set(key, { ...value, displayName, itemExtensions })!));
  };
  const remove = (request: GraphRequest): GraphResult => {
    const book = bookOf(request);
    const { key } = store.folderOf(request);
    if (key === book.root) throw createRefusal("folder-distinguished");
    store.removeFolder(book, key);
    return noContentResult();
  };
  const delta = (request: GraphRequest): GraphResult => {
    if (narrowsItems(request.query)) throw createRefusal("contact-delta-options");
    const book = bookOf(request);
    return buildDeltaPage(request, {
      tokens,
      source: book.folders,
      name: "contactFolders",
      context: "Collection(contactFolder)",
      defaultPageSize: 10,
      maxPageSize: 512,
      items(entry, options) {
        if (entry.removed) return [presentTombstone(entry.key)];
        return [presentExpandedFolder({ query: { ...request.query, expand: parseExpand(options.$expand ?? "") } }, book, entry)];
      },
    });
  };
  const read = (request: GraphRequest): GraphResult =>
    buildEntity(request, context(request), presentExpandedFolder(request, bookOf(request), store.folderOf(request)));

  return [
    ...["/me/contactFolders", "/me/contactFolders/{contactFolder}/childFolders"].flatMap((path) => [
      defineRoute("GET", path, list, { expand }),
      defineRoute("POST", path, create),
    ]),
    defineRoute("GET", "/me/contactFolders/delta", delta, { expand }),
    defineRoute("GET", "/me/contactFolders/{contactFolder}", read, { expand }),
    defineRoute("PATCH", "/me/contactFolders/{contactFolder}", change),
    defineRoute("DELETE", "/me/contactFolders/{contactFolder}", remove),
  ];
}

function readName({ body }: GraphRequest): string | undefined {
  const { displayName } = propertiesOf(body);
  if (displayName === undefined) return undefined;
  const name = textOf(displayName)?.trim();
  if (!name) throw badRequest("The display name of the folder is empty.", "ErrorInvalidRequest");
  return name;
}

function checkNameIsFree(book: ContactBook, parent: string, name: string): void {
  const taken = childFoldersOf(book, parent).some(({ value }) => value.displayName.toLowerCase() === name.toLowerCase());
  if (taken) throw createRefusal("folder-exists");
}
