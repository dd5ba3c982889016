import { type CallContext, CasementError } from "@casement/core";
import type { Config } from "../config.ts";
import type { GraphFolder } from "../graph-types.ts";
import { folderPath } from "./folder-path.ts";

/** Names that stand for a folder in every language. */
const wellKnown = new Set(
  (
    "archive clutter conversationhistory deleteditems drafts inbox junkemail localfailures msgfolderroot outbox " +
    "recoverableitemsdeletions scheduled searchfolders sentitems serverfailures syncissues"
  ).split(" "),
);
/** Graph's ids are long and have neither blanks nor slashes. */
const looksLikeId = /^[A-Za-z0-9_=-]{60,}$/;
const fields = { $select: "id,displayName" };

/** "Sent Items" and "sentitems" are the same folder, whatever it is called in the mailbox's language. */
export function wellKnownName(name: string): string | undefined {
  const plain = name.toLowerCase().replaceAll(/[\s-]/g, "");
  return wellKnown.has(plain) ? plain : undefined;
}

/** Finds folders by id, well-known name, or a path of names from the top or from a well-known folder. Reads nothing twice. */
export function folderFinder({
  graph,
  account,
}: Pick<CallContext<Config>, "graph" | "account">): (wanted: string) => Promise<GraphFolder | undefined> {
  const known = new Map<string, Promise<any>>();
  const once = <T>(key: string, read: () => Promise<T>): Promise<T> => {
    const reading: Promise<T> = known.get(key) ?? read();
    known.set(key, reading);
    return reading;
  };
  const get = (id: string) => once(id, () => graph.get<GraphFolder>(folderPath(account, id), { query: fields }).catch(goneOnly));
  const children = (id: string) =>
    once(`${id}/`, () => {
      const path = id === "" ? `${account.mailbox}/mailFolders` : `${folderPath(account, id)}/childFolders`;
      return graph.list<GraphFolder>(path, { query: { ...fields, $top: 250 } });
    });

  /** Compared here and not by a filter: names may have apostrophes, and slashes. */
  const below = async (parent: string, names: readonly string[]): Promise<GraphFolder | undefined> => {
    const folders = await children(parent);
    for (let count = names.length; count > 0; count--) {
      const name = names.slice(0, count).join("/").toLowerCase();
      const folder = folders.find(({ displayName }) => displayName?.toLowerCase() === name);
      if (folder) return count === names.length ? folder : below(folder.id, names.slice(count));
    }
    return undefined;
  };

  return async (wanted) => {
    if (looksLikeId.test(wanted)) return get(wanted);
    const names = wanted.split("/").filter(Boolean);
    const [first = "", ...rest] = names;
    const name = wellKnownName(first);
    const top = name === undefined ? undefined : await get(name);
    if (top && rest.length === 0) return top;
    return (top && (await below(top.id, rest))) ?? below("", names);
  };
}

function goneOnly(error: unknown): undefined {
  if (CasementError.is(error) && error.code === "graph-not-found") return undefined;
  throw error;
}
