import { type CallContext, CasementError } from "@casement/core";
import { type FolderItem, type FolderItems, isMessage, searchItemId } from "../folder-item.ts";
import { findMessageIds, type SearchQuery } from "./search-queries.ts";

/** The items that the searches change: messages that a search finds now and did not find before, or the reverse, and the outcomes. */
export async function runSearches(
  { graph, log, signal }: CallContext,
  folder: string,
  items: FolderItems,
  queries: readonly SearchQuery[],
): Promise<Map<string, FolderItem>> {
  const changed = new Map<string, FolderItem>();
  for (const query of queries) {
    const outcomeId = searchItemId(query.key);
    const result = await findMessageIds(graph, folder, query).catch((error: unknown) => {
      if (signal.aborted || !CasementError.is(error)) throw error;
      // Other sensors show this folder too, so a failed search or one that Outlook rejects must not stop them.
      if (items.has(outcomeId)) log.warn("A search failed. Its previous results are kept.");
      else if (error.code === "graph-error") changed.set(outcomeId, { atLeast: false, refused: true });
      else throw error;
    });
    if (!result) continue;
    changed.set(outcomeId, { atLeast: result.atLeast });
    for (const [id, stored] of items) {
      const item = changed.get(id) ?? stored;
      if (!isMessage(item)) continue;
      const otherKeys = (item.foundBy ?? []).filter((key) => key !== query.key);
      const wasFound = otherKeys.length < (item.foundBy?.length ?? 0);
      const isFound = result.ids.has(id);
      if (isFound === wasFound) continue;
      const { foundBy, ...rest } = item;
      const keys = isFound ? [...otherKeys, query.key] : otherKeys;
      changed.set(id, keys.length > 0 ? { ...rest, foundBy: keys } : rest);
    }
  }
  return changed;
}
