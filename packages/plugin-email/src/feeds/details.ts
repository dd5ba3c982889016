import { type CallContext, CasementError } from "@casement/core";
import type { Config } from "../config.ts";
import type { GraphMessage } from "../graph-types.ts";
import { detailQuery, hasParts, joinParts, type Parts, partsOf, toDetail } from "../message-detail.ts";
import { type Detail, type Items, isMessage, type MessageItem } from "../message-item.ts";
import { type Entry, matching, newestFirst } from "./shown.ts";
import type { Want } from "./want.ts";

/** In place of the tag: to be read anew. */
export const stale = "";
/** More missing details than this are looked for in one list before they are read one by one. */
const few = 4;
/** So far down a folder's list is looked for them. */
const farthest = 1000;

/** What the sensors on a folder show, with what they ask for. */
export function shownParts(items: Items, needs: readonly Want[], now: Date): Map<string, Parts> {
  const shown = new Map<string, Parts>();
  for (const want of needs)
    for (const [id] of matching(items, want, now).slice(0, want.maxItems)) shown.set(id, joinParts(shown.get(id), partsOf(want)));
  return shown;
}

/** The messages whose detail has to change: read anew, or dropped because nobody shows it any more. `complete`: none is missing now. */
export async function updateDetails(
  call: CallContext<Config>,
  folder: string,
  items: Items,
  needs: readonly Want[],
): Promise<{ changed: Map<string, MessageItem>; complete: boolean }> {
  const shown = shownParts(items, needs, call.now());
  const changed = new Map<string, MessageItem>();
  const missing: Entry[] = [];
  for (const [id, one] of items) {
    if (!isMessage(one)) continue;
    const parts = shown.get(id);
    if (!parts && one.d) {
      const { d, ...rest } = one;
      changed.set(id, rest);
    } else if (parts && !(one.d && one.d.e !== stale && hasParts(one.d, parts))) missing.push([id, one]);
  }
  const read = await readDetails(call, folder, missing, shown, items);
  for (const [id, one] of missing) {
    const d = read.get(id);
    if (d) changed.set(id, { ...one, d });
  }
  return { changed, complete: missing.every(([id]) => read.has(id)) };
}

async function readDetails(
  call: CallContext<Config>,
  folder: string,
  missing: readonly Entry[],
  shown: ReadonlyMap<string, Parts>,
  items: Items,
): Promise<Map<string, Detail>> {
  const { graph, account, signal } = call;
  const found = new Map<string, Detail>();
  if (missing.length > few) {
    const wanted = new Set(missing.map(([id]) => id));
    const reach = Math.min(2 * missing.length, farthest);
    const newest = newestOf(items, reach).filter(([id]) => wanted.has(id));
    if (newest.length > reach / 4) {
      const parts = newest.map(([id]) => shown.get(id)!).reduce(joinParts);
      const $top = Math.min(reach, parts.text || parts.html ? 100 : 250);
      const query = { ...detailQuery(parts), $top, $orderby: "receivedDateTime desc" };
      let seen = 0;
      for await (const message of graph.pages<GraphMessage>(`${folder}/messages`, { query })) {
        if (wanted.has(message.id)) found.set(message.id, toDetail(message, parts));
        if (++seen >= reach) break;
      }
    }
  }
  let failures = 0;
  const readOne = async (id: string): Promise<void> => {
    const parts = shown.get(id)!;
    try {
      const path = `${account.mailbox}/messages/${encodeURIComponent(id)}`;
      found.set(id, toDetail(await graph.get<GraphMessage>(path, { query: detailQuery(parts) }), parts));
    } catch (error) {
      if (signal.aborted || !CasementError.is(error)) throw error;
      // It may be gone already; and one message that cannot be read must not stop the folder. Either is tried again next time.
      if (error.code === "graph-error") failures++;
      else if (error.code !== "graph-not-found") throw error;
    }
  };
  await Promise.all(missing.filter(([id]) => !found.has(id)).map(([id]) => readOne(id)));
  if (failures > 0) call.log.warn(`${failures} messages cannot be read in full; they are shown without it and tried again.`);
  return found;
}

function newestOf(items: Items, count: number): Entry[] {
  const all: Entry[] = [];
  for (const [id, one] of items) if (isMessage(one)) all.push([id, one]);
  return all.sort(newestFirst).slice(0, count);
}
