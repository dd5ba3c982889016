import { type CallContext, CasementError } from "@casement/core";
import type { Config } from "../config.ts";
import { type Item, type Items, isMessage, searchId } from "../message-item.ts";
import { find, type Query } from "./queries.ts";

/** The items that a search changes: messages that it finds now and did not find before, or the other way round. */
export async function search(
  call: CallContext<Config>,
  folder: string,
  items: Items,
  queries: readonly Query[],
): Promise<Map<string, Item>> {
  const changed = new Map<string, Item>();
  for (const query of queries) {
    const id = searchId(query.key);
    const answer = await find(call.graph, folder, query).catch((error: unknown) => {
      if (call.signal.aborted || !CasementError.is(error)) throw error;
      // Other sensors show this folder too: a search that Outlook does not understand, or a bad moment, must not stop them.
      if (items.has(id)) call.log.warn("A search failed; what it found before stays.");
      else if (error.code === "graph-error") changed.set(id, { atLeast: false, refused: true });
      else throw error;
    });
    if (!answer) continue;
    changed.set(id, { atLeast: answer.atLeast });
    for (const [key, stored] of items) {
      const one = changed.get(key) ?? stored;
      if (!isMessage(one)) continue;
      const others = (one.q ?? []).filter((known) => known !== query.key);
      if (answer.ids.has(key) === others.length < (one.q?.length ?? 0)) continue;
      const { q, ...rest } = one;
      const keys = answer.ids.has(key) ? [...others, query.key] : others;
      changed.set(key, keys.length > 0 ? { ...rest, q: keys } : rest);
    }
  }
  return changed;
}
