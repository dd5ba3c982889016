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
/** Graph's ids are long and contain neither spaces nor slashes. */
const idPattern = /^[A-Za-z0-9_=-]{60,}$/;
const folderFields = { $select: "id,displayName" };

/** The well-known name that a name means: "Sent Items" is `sentitems`, whatever the language of the mailbox. */
export function wellKnownName(name: string): string | undefined {
  const normalized = name.toLowerCase().replaceAll(/[\s-]/g, "");
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
    const wellKnown = wellKnownName(first);
    const top = wellKnown === undefined ? undefined : await readFolder(wellKnown);
    if (top && rest.length === 0) return top;
    return (top && (await findBelow(top.id, rest))) ?? findBelow("", names);
  };
}

function undefinedIfGone(error: unknown): undefined {
  if (CasementError.is(error) && error.code === "graph-not-found") return undefined;
  throw error;
}
