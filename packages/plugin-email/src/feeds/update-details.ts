import { type CallContext, CasementError } from "@casement/core";
import { type FolderItems, isMessage, type MessageDetail, type MessageItem } from "../folder-item.ts";
import { readGraphMessage } from "../graph-message.ts";
import { detailQuery, hasParts, joinParts, type MessageParts, partsOf, toMessageDetail } from "../message-parts.ts";
import type { FolderNeeds } from "./folder-needs.ts";
import { type MessageEntry, matchingMessages, newestFirst } from "./matching-messages.ts";

/** In place of a detail's ETag: the detail is out of date and has to be read again. */
export const staleTag = "";
/** If more details than this are missing, they are first looked for in a list of the folder. The rest is read one by one. */
const maxSingleReads = 4;
/** Messages of the folder that are listed at most. */
const maxListed = 1000;

/** The parts that the sensors of a folder need, by the id of the message. */
export function neededParts(items: FolderItems, needs: readonly FolderNeeds[], now: Date, zone: string): Map<string, MessageParts> {
  const needed = new Map<string, MessageParts>();
  for (const sensor of needs)
    for (const [id] of matchingMessages(items, sensor, now, zone).slice(0, sensor.maxItems))
      needed.set(id, joinParts(needed.get(id), partsOf(sensor)));
  return needed;
}

/**
 * The messages whose detail changes: it is read, or removed because no sensor shows the message any more. `complete`: no detail is missing
 * now.
 */
export async function updateDetails(
  call: CallContext,
  folder: string,
  items: FolderItems,
  needs: readonly FolderNeeds[],
): Promise<{ changed: Map<string, MessageItem>; complete: boolean }> {
  const needed = neededParts(items, needs, call.now(), call.account.timeZone);
  const changed = new Map<string, MessageItem>();
  const missing: MessageEntry[] = [];
  for (const [id, item] of items) {
    if (!isMessage(item)) continue;
    const parts = needed.get(id);
    if (!parts && item.detail) {
      const { detail, ...rest } = item;
      changed.set(id, rest);
    } else if (parts && !(item.detail && item.detail.etag !== staleTag && hasParts(item.detail, parts))) missing.push([id, item]);
  }
  const details = await readDetails(call, folder, missing, needed, items);
  for (const [id, item] of missing) {
    const detail = details.get(id);
    if (detail) changed.set(id, { ...item, detail });
  }
  return { changed, complete: missing.every(([id]) => details.has(id)) };
}

async function readDetails(
  call: CallContext,
  folder: string,
  missing: readonly MessageEntry[],
  needed: ReadonlyMap<string, MessageParts>,
  items: FolderItems,
): Promise<Map<string, MessageDetail>> {
  const { graph, account, log, signal } = call;
  const details = new Map<string, MessageDetail>();
  if (missing.length > maxSingleReads) {
    const missingIds = new Set(missing.map(([id]) => id));
    const listLength = Math.min(2 * missing.length, maxListed);
    const listed = newestMessages(items, listLength).filter(([id]) => missingIds.has(id));
    if (listed.length > listLength / 4) {
      const parts = listed.map(([id]) => needed.get(id)!).reduce(joinParts);
      const $top = Math.min(listLength, parts.text || parts.html ? 100 : 250);
      const query = { ...detailQuery(parts), $top, $orderby: "receivedDateTime desc" };
      let count = 0;
      for await (const received of graph.pages<unknown>(`${folder}/messages`, { query })) {
        const message = readGraphMessage(received);
        if (message && missingIds.has(message.id)) details.set(message.id, toMessageDetail(message, parts, account.timeZone));
        if (++count >= listLength) break;
      }
    }
  }
  const failed: string[] = [];
  const readDetail = async (id: string): Promise<void> => {
    const parts = needed.get(id)!;
    try {
      const path = `${account.mailbox}/messages/${encodeURIComponent(id)}`;
      const received = await graph.get<object>(path, { query: detailQuery(parts) });
      details.set(id, toMessageDetail(readGraphMessage({ ...received, id }) ?? { id }, parts, account.timeZone));
    } catch (error) {
      if (signal.aborted) throw error;
      // The message may be gone, and one unreadable message must not stop the folder. Both are tried again in the next round.
      if (!CasementError.is(error) || error.code === "graph-error") failed.push(id);
      else if (error.code !== "graph-not-found") throw error;
    }
  };
  await Promise.all(missing.filter(([id]) => !details.has(id)).map(([id]) => readDetail(id)));
  const known = call.memory(`unreadable ${folder}`, () => new Set<string>());
  const added = failed.filter((id) => !known.has(id)).length;
  known.clear();
  for (const id of failed) known.add(id);
  if (added > 0) log.warn(`Could not read the contents of ${added} messages. They are shown without contents and read again later.`);
  return details;
}

function newestMessages(items: FolderItems, count: number): MessageEntry[] {
  const messages: MessageEntry[] = [];
  for (const [id, item] of items) if (isMessage(item)) messages.push([id, item]);
  return messages.sort(newestFirst).slice(0, count);
}
