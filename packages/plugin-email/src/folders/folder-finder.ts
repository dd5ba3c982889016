import { type CallContext, CasementError } from "@casement/core";
import type { GraphFolder } from "../graph-types.ts";
import { folderPath } from "./folder-path.ts";

/** Names that mean the same folder in every language. */
const wellKnownNames = new Set(
  (
    "archive clutter conversationhistory deleteditems drafts inbox junkemail localfailures msgfolderroot outbox " +
    "recoverableitemsdeletions scheduled searchfolders sentitems serverfailures syncissues"
  ).split(" "),
);
/** How Outlook calls these folders in other languages, for mailboxes that call them otherwise. Without accents, spaces and hyphens. */
const translatedNames: Readonly<Record<string, string>> = {
  archive: "archiv archief archives archivo archivio arquivo arquivomorto",
  deleteditems: "geloschteelemente verwijderdeitems elementssupprimes elementoseliminados trash bin deleted",
  drafts: "entwurfe concepten brouillons borradores",
  inbox: "posteingang postvakin boitedereception bandejadeentrada",
  junkemail: "junkemail junk spam ongewenstemail courrierindesirable correonodeseado",
  outbox: "postausgang postvakuit boitedenvoi bandejadesalida",
  sentitems: "gesendeteelemente verzondenitems elementsenvoyes elementosenviados sent",
};

const plainName = (name: string): string =>
  name
    .normalize("NFKD")
    .replaceAll(/\p{M}/gu, "")
    .toLowerCase()
    .replaceAll(/[\s'’-]/g, "");

function translatedName(name: string): string | undefined {
  const plain = plainName(name);
  return Object.keys(translatedNames).find((wellKnown) => translatedNames[wellKnown]!.split(" ").includes(plain));
}

/** Graph's ids are long and contain neither spaces nor slashes. */
const idPattern = /^[A-Za-z0-9_=-]{60,}$/;
const folderFields = { $select: "id,displayName" };

/** The well-known name that a name means: "Sent Items" is `sentitems`, whatever the language of the mailbox. */
export function wellKnownName(name: string): string | undefined {
  const normalized = plainName(name);
  return wellKnownNames.has(normalized) ? normalized : undefined;
}

/**
 * Returns a function that finds a folder by id, by well-known name, or by a path of names that begins at the top or at a well-known folder.
 * It reads every folder only once.
 */
export function createFolderFinder({
  graph,
  account,
}: Pick<CallContext, "graph" | "account">): (folder: string) => Promise<GraphFolder | undefined> {
  const reads = new Map<string, Promise<any>>();
  const readOnce = <T>(key: string, read: () => Promise<T>): Promise<T> => {
    const reading: Promise<T> = reads.get(key) ?? read();
    reads.set(key, reading);
    return reading;
  };
  const readFolder = (id: string) =>
    readOnce(id, () => graph.get<GraphFolder>(folderPath(account, id), { query: folderFields }).catch(undefinedIfGone));
  const readChildren = (id: string) =>
    readOnce(`${id}/`, () => {
      const path = id === "" ? `${account.mailbox}/mailFolders` : `${folderPath(account, id)}/childFolders`;
      return graph.list<GraphFolder>(path, { query: { ...folderFields, $top: 250 } });
    });

  /** Names are compared here, without a $filter, because they can contain apostrophes and slashes. */
  const findBelow = async (parent: string, names: readonly string[]): Promise<GraphFolder | undefined> => {
    const folders = await readChildren(parent);
    for (let count = names.length; count > 0; count--) {
      const name = names.slice(0, count).join("/").toLowerCase();
      const folder = folders.find(({ displayName }) => displayName?.toLowerCase() === name);
      if (folder) return count === names.length ? folder : findBelow(folder.id, names.slice(count));
    }
    return undefined;
  };

  return async (folder) => {
    if (idPattern.test(folder)) return readFolder(folder);
    const names = folder.split("/").filter(Boolean);
    const [first = "", ...rest] = names;
    const findIn = async (wellKnown: string | undefined): Promise<GraphFolder | undefined> => {
      const top = wellKnown === undefined ? undefined : await readFolder(wellKnown);
      return top && rest.length > 0 ? findBelow(top.id, rest) : top;
    };
    return (await findIn(wellKnownName(first))) ?? (await findBelow("", names)) ?? findIn(translatedName(first));
  };
}

function undefinedIfGone(error: unknown): undefined {
  if (CasementError.is(error) && error.code === "graph-not-found") return undefined;
  throw error;
}
