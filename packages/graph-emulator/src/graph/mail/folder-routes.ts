import { refuse } from "../../refusals.ts";
import { deltaPage, tombstone } from "../delta.ts";
import type { DeltaTokens } from "../delta-tokens.ts";
import { badRequest, GraphFault, notFound } from "../graph-fault.ts";
import { entity, listPage } from "../odata/list-page.ts";
import { propertiesOf } from "../properties-of.ts";
import { created, type GraphCall, type GraphResult, noContent, ok, type Route, route } from "../route.ts";
import type { MailState } from "./mail-state.ts";
import type { Mailbox } from "./mailbox.ts";
import { folderProperties, presentFolder } from "./present-mail.ts";

/** Folders: reading, making, renaming, moving, deleting, and their delta. */
export function folderRoutes(state: MailState, tokens: DeltaTokens): Route[] {
  const mailboxOf = (call: GraphCall) => state.mailboxOf(call.mailboxUser.id);
  const context = ({ mailboxUser }: GraphCall) => `users('${mailboxUser.id}')/mailFolders`;

  const list = (call: GraphCall, parent: string): GraphResult => {
    const mailbox = mailboxOf(call);
    const hidden = call.query.custom.get("includehiddenfolders")?.toLowerCase() === "true";
    const inside = mailbox.childrenOf(parent).filter(({ value }) => hidden || !value.isHidden);
    const expand = call.query.expand.some(({ property }) => property.toLowerCase() === "childfolders");
    const present = (folder: (typeof inside)[number]) => ({
      ...presentFolder(mailbox, folder),
      ...(expand && { childFolders: mailbox.childrenOf(folder.key).map((child) => presentFolder(mailbox, child)) }),
    });
    return listPage(call, inside, {
      context: context(call),
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
  const add = (call: GraphCall, parent: string): GraphResult => {
    if (/mailSearchFolder/i.test(String(propertiesOf(call.body)["@odata.type"])))
      throw new GraphFault(501, "NotEmulated", "The emulator does not have search folders.");
    const displayName = nameIn(call);
    if (displayName === undefined) throw badRequest("The display name of the folder is missing.");
    const mailbox = mailboxOf(call);
    checkFree(mailbox, parent, displayName);
    return created(presentFolder(mailbox, mailbox.addFolder({ displayName, parent, isHidden: propertiesOf(call.body).isHidden === true })));
  };
  const patch = (call: GraphCall): GraphResult => {
    const mailbox = mailboxOf(call);
    const { key, value } = state.folderOf(call);
    if (value.wellKnown) throw refuse("folder-distinguished");
    const displayName = nameIn(call) ?? value.displayName;
    if (displayName !== value.displayName) checkFree(mailbox, value.parent, displayName);
    return ok(presentFolder(mailbox, mailbox.folders.set(key, { ...value, displayName })!));
  };
  const remove = (call: GraphCall): GraphResult => {
    const mailbox = mailboxOf(call);
    const { key, value } = state.folderOf(call);
    if (value.wellKnown) throw refuse("folder-distinguished");
    const bin = mailbox.wellKnown("deleteditems");
    if (mailbox.isBelow(key, bin)) mailbox.removeFolder(key);
    else mailbox.folders.set(key, { ...value, parent: bin });
    return noContent();
  };
  const delta = (call: GraphCall): GraphResult => {
    const { filter, orderBy, search, top } = call.query;
    if (filter || orderBy.length > 0 || search || top !== undefined) throw refuse("folder-delta-options");
    const mailbox = mailboxOf(call);
    return deltaPage(call, {
      tokens,
      source: mailbox.folders,
      name: "mailFolders",
      context: "Collection(mailFolder)",
      defaultPageSize: 10,
      maxPageSize: 100,
      items(entry) {
        if (entry.key === mailbox.root || entry.value.isHidden) return [];
        return [entry.removed ? tombstone(entry.id) : presentFolder(mailbox, entry)];
      },
    });
  };
  return [
    route("GET", "/me/mailFolders", (call) => list(call, mailboxOf(call).root)),
    route("POST", "/me/mailFolders", (call) => add(call, mailboxOf(call).root)),
    route("GET", "/me/mailFolders/delta", delta),
    route("GET", "/me/mailFolders/{folder}", (call) => entity(call, context(call), presentFolder(mailboxOf(call), state.folderOf(call)))),
    route("PATCH", "/me/mailFolders/{folder}", patch),
    route("DELETE", "/me/mailFolders/{folder}", remove),
    route("GET", "/me/mailFolders/{folder}/childFolders", (call) => list(call, state.folderOf(call).key)),
    route("POST", "/me/mailFolders/{folder}/childFolders", (call) => add(call, state.folderOf(call).key)),
  ];
}

function nameIn({ body }: GraphCall): string | undefined {
  const { displayName } = propertiesOf(body);
  if (displayName === undefined) return undefined;
  if (typeof displayName !== "string" || !displayName.trim()) throw badRequest("The display name of the folder is empty.");
  return displayName;
}

function checkFree(mailbox: Mailbox, parent: string, name: string): void {
  if (!mailbox.folder(parent)) throw notFound();
  if (mailbox.childrenOf(parent).some(({ value }) => value.displayName.toLowerCase() === name.toLowerCase())) throw refuse("folder-exists");
}
