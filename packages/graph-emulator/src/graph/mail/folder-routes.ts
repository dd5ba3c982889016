import { createRefusal } from "../../refusals.ts";
import { buildDeltaPage, presentTombstone } from "../delta-page.ts";
import type { DeltaTokens } from "../delta-tokens.ts";
import { badRequest, GraphFault, notFound } from "../graph-fault.ts";
import { buildEntity, buildListPage } from "../odata/list-page.ts";
import { propertiesOf } from "../properties-of.ts";
import { createdResult, defineRoute, type GraphRequest, type GraphResult, noContentResult, okResult, type Route } from "../route.ts";
import type { MailStore } from "./mail-store.ts";
import type { Mailbox } from "./mailbox.ts";
import { folderProperties, presentFolder } from "./present-mail.ts";

/** Creates the routes for folders: read, create, rename, delete, and delta. */
export function createFolderRoutes(store: MailStore, tokens: DeltaTokens): Route[] {
  const mailboxOf = (request: GraphRequest) => store.mailboxOf(request.mailboxUser.id);
  const context = ({ mailboxUser }: GraphRequest) => `users('${mailboxUser.id}')/mailFolders`;

  const list = (request: GraphRequest, parent: string): GraphResult => {
    const mailbox = mailboxOf(request);
    const hidden = request.query.custom.get("includehiddenfolders")?.toLowerCase() === "true";
    const folders = mailbox.childrenOf(parent).filter(({ value }) => hidden || !value.isHidden);
    const expand = request.query.expand.some(({ property }) => property.toLowerCase() === "childfolders");
    const present = (folder: (typeof folders)[number]) => ({
      ...presentFolder(mailbox, folder),
      ...(expand && { childFolders: mailbox.childrenOf(folder.key).map((child) => presentFolder(mailbox, child)) }),
    });
    return buildListPage(request, folders, {
      context: context(request),
      read: (folder) => presentFolder(mailbox, folder),
      present,
      defaultTop: 10,
      maxTop: 1000,
      above: "refuse",
      order: { path: "displayName", descending: false },
      properties: folderProperties,
      typeName: "Microsoft.OutlookServices.MailFolder",
    });
  };
  const add = (request: GraphRequest, parent: string): GraphResult => {
    if (/mailSearchFolder/i.test(String(propertiesOf(request.body)["@odata.type"])))
      throw new GraphFault(501, "NotEmulated", "The emulator does not have search folders.");
    const displayName = readDisplayName(request);
    if (displayName === undefined) throw badRequest("The display name of the folder is missing.");
    const mailbox = mailboxOf(request);
    checkNameIsFree(mailbox, parent, displayName);
    return createdResult(
      presentFolder(mailbox, mailbox.addFolder({ displayName, parent, isHidden: propertiesOf(request.body).isHidden === true })),
    );
  };
  const patch = (request: GraphRequest): GraphResult => {
    const mailbox = mailboxOf(request);
    const { key, value } = store.folderOf(request);
    if (value.wellKnown) throw createRefusal("folder-distinguished");
    const displayName = readDisplayName(request) ?? value.displayName;
    if (displayName !== value.displayName) checkNameIsFree(mailbox, value.parent, displayName);
    return okResult(presentFolder(mailbox, mailbox.folders.set(key, { ...value, displayName })!));
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
  const delta = (request: GraphRequest): GraphResult => {
    const { filter, orderBy, search, top } = request.query;
    if (filter || orderBy.length > 0 || search || top !== undefined) throw createRefusal("folder-delta-options");
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
    defineRoute("GET", "/me/mailFolders", (request) => list(request, mailboxOf(request).root)),
    defineRoute("POST", "/me/mailFolders", (request) => add(request, mailboxOf(request).root)),
    defineRoute("GET", "/me/mailFolders/delta", delta),
    defineRoute("GET", "/me/mailFolders/{folder}", (request) =>
      buildEntity(request, context(request), presentFolder(mailboxOf(request), store.folderOf(request))),
    ),
    defineRoute("PATCH", "/me/mailFolders/{folder}", patch),
    defineRoute("DELETE", "/me/mailFolders/{folder}", remove),
    defineRoute("GET", "/me/mailFolders/{folder}/childFolders", (request) => list(request, store.folderOf(request).key)),
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
