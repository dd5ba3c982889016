import { buildDeltaPage, presentTombstone } from "../../protocol/delta-page.ts";
import type { DeltaTokens } from "../../protocol/delta-tokens.ts";
import { badRequest, GraphFault, notFound } from "../../protocol/graph-fault.ts";
import { buildEntity, buildListPage, outlookPageSizes } from "../../protocol/odata/list-page.ts";
import { narrowsItems } from "../../protocol/odata/odata-query.ts";
import { propertiesOf } from "../../protocol/properties-of.ts";
import {
  createdResult,
  defineRoute,
  type GraphRequest,
  type GraphResult,
  noContentResult,
  okResult,
  type Route,
} from "../../protocol/route.ts";
import type { CollectionEntry } from "../../protocol/store/collection.ts";
import { createMissingItemFault } from "../../protocol/store/exchange-id.ts";
import { createRefusal } from "../../refusals/create-refusal.ts";
import { extendedPropertyExpand, presentExtensions, withQueryableExtensions } from "../item-extensions/expand-extensions.ts";
import { readItemExtensions } from "../item-extensions/item-extensions.ts";
import type { MailStore } from "./mail-store.ts";
import type { Mailbox, MailFolder } from "./mailbox.ts";
import { extendedFolder } from "./mapi-properties.ts";
import { presentFolder } from "./present-mail.ts";

const expand = { childFolders: [], ...extendedPropertyExpand };

/** Creates the routes for folders: read, create, rename, delete, and delta. */
export function createFolderRoutes(store: MailStore, tokens: DeltaTokens): Route[] {
  const mailboxOf = (request: GraphRequest) => store.mailboxOf(request.mailboxUser.id);
  const context = ({ mailboxUser }: GraphRequest) => `users('${mailboxUser.id}')/mailFolders`;

  const presentExpanded = (request: GraphRequest, folder: CollectionEntry<MailFolder>): object => {
    const mailbox = mailboxOf(request);
    const children = () => mailbox.childrenOf(folder.key).map((child) => presentFolder(mailbox, child));
    const expandsChildren = request.query.expand.some(({ property }) => property.toLowerCase() === "childfolders");
    return {
      ...presentFolder(mailbox, folder),
      ...(expandsChildren && { childFolders: children() }),
      ...presentExtensions(request, () => extendedFolder(mailbox, folder)),
    };
  };

  const list = (request: GraphRequest, parent: string): GraphResult => {
    const mailbox = mailboxOf(request);
    const hidden = request.query.custom.get("includehiddenfolders")?.toLowerCase() === "true";
    const folders = mailbox.childrenOf(parent).filter(({ value }) => hidden || !value.isHidden);
    return buildListPage(request, folders, {
      context: context(request),
      read: (folder) => withQueryableExtensions(presentFolder(mailbox, folder), () => extendedFolder(mailbox, folder)),
      present: (folder) => presentExpanded(request, folder),
      ...outlookPageSizes,
      order: { path: "displayName", descending: false },
    });
  };
  const add = (request: GraphRequest, parent: string): GraphResult => {
    if (/mailSearchFolder/i.test(String(propertiesOf(request.body)["@odata.type"])))
      throw new GraphFault(501, "NotEmulated", "The emulator does not have search folders.");
    const displayName = readDisplayName(request);
    if (displayName === undefined) throw badRequest("The display name of the folder is missing.");
    const mailbox = mailboxOf(request);
    checkNameIsFree(mailbox, parent, displayName);
    const isHidden = propertiesOf(request.body).isHidden === true;
    const folder = mailbox.addFolder({ displayName, parent, isHidden, itemExtensions: readItemExtensions(request.body) });
    return createdResult(presentFolder(mailbox, folder));
  };
  const patch = (request: GraphRequest): GraphResult => {
    const mailbox = mailboxOf(request);
    const { key, value } = store.folderOf(request);
    const displayName = readDisplayName(request) ?? value.displayName;
    if (value.wellKnown && displayName !== value.displayName) throw createRefusal("folder-distinguished");
    if (displayName !== value.displayName) checkNameIsFree(mailbox, value.parent, displayName);
    const itemExtensions = readItemExtensions(request.body, value.itemExtensions);
    return okResult(presentFolder(mailbox, mailbox.folders.set(key, { ...value, displayName, itemExtensions })!));
  };
  const remove = (request: GraphRequest): GraphResult => {
    const mailbox = mailboxOf(request);
    const { key, value } = store.folderOf(request);
    if (value.wellKnown) throw createRefusal("folder-distinguished");
    const deletedItems = mailbox.wellKnownKey("deleteditems");
    if (mailbox.isBelow(key, deletedItems)) mailbox.removeFolder(key);
    else mailbox.folders.set(key, { ...value, parent: deletedItems });
    return noContentResult();
  };
  const destinationOf = (request: GraphRequest) => {
    const { destinationId, DestinationId: id = destinationId } = propertiesOf(request.body);
    const destination = mailboxOf(request).findFolder(String(id ?? ""));
    if (!destination) throw createMissingItemFault(String(id ?? ""));
    return destination.key;
  };
  const move = (request: GraphRequest): GraphResult => {
    const mailbox = mailboxOf(request);
    const { key, value } = store.folderOf(request);
    const parent = destinationOf(request);
    if (value.wellKnown) throw createRefusal("folder-distinguished");
    if (mailbox.isBelow(parent, key)) throw createRefusal("folder-into-itself");
    if (parent !== value.parent) checkNameIsFree(mailbox, parent, value.displayName);
    return createdResult(presentFolder(mailbox, mailbox.folders.set(key, { ...value, parent })!));
  };
  const copy = (request: GraphRequest): GraphResult => {
    const mailbox = mailboxOf(request);
    const { key, value } = store.folderOf(request);
    const parent = destinationOf(request);
    if (mailbox.isBelow(parent, key)) throw createRefusal("folder-into-itself");
    checkNameIsFree(mailbox, parent, value.displayName);
    return createdResult(presentFolder(mailbox, store.copyFolder(mailbox, key, parent)));
  };
  const delta = (request: GraphRequest): GraphResult => {
    if (narrowsItems(request.query) || request.query.top !== undefined) throw createRefusal("folder-delta-options");
    const mailbox = mailboxOf(request);
    return buildDeltaPage(request, {
      tokens,
      source: mailbox.folders,
      name: "mailFolders",
      context: "Collection(mailFolder)",
      defaultPageSize: 10,
      maxPageSize: 100,
      items(entry) {
        if (entry.key === mailbox.root || entry.value.isHidden) return [];
        return [entry.removed ? presentTombstone(entry.id) : presentFolder(mailbox, entry)];
      },
    });
  };
  return [
    defineRoute("GET", "/me/mailFolders", (request) => list(request, mailboxOf(request).root), { expand }),
    defineRoute("POST", "/me/mailFolders", (request) => add(request, mailboxOf(request).root)),
    defineRoute("GET", "/me/mailFolders/delta", delta),
    defineRoute(
      "GET",
      "/me/mailFolders/{folder}",
      (request) => buildEntity(request, context(request), presentExpanded(request, store.folderOf(request))),
      { expand },
    ),
    defineRoute("PATCH", "/me/mailFolders/{folder}", patch),
    defineRoute("DELETE", "/me/mailFolders/{folder}", remove),
    defineRoute("POST", "/me/mailFolders/{folder}/move", move),
    defineRoute("POST", "/me/mailFolders/{folder}/copy", copy),
    defineRoute("GET", "/me/mailFolders/{folder}/childFolders", (request) => list(request, store.folderOf(request).key), { expand }),
    defineRoute("POST", "/me/mailFolders/{folder}/childFolders", (request) => add(request, store.folderOf(request).key)),
  ];
}

function readDisplayName({ body }: GraphRequest): string | undefined {
  const { displayName } = propertiesOf(body);
  if (displayName === undefined) return undefined;
  if (typeof displayName !== "string" || !displayName.trim()) throw badRequest("The display name of the folder is empty.");
  return displayName;
}

function checkNameIsFree(mailbox: Mailbox, parent: string, name: string): void {
  if (!mailbox.findFolder(parent)) throw notFound();
  if (mailbox.childrenOf(parent).some(({ value }) => value.displayName.toLowerCase() === name.toLowerCase()))
    throw createRefusal("folder-exists");
}
