import type { CallContext, FeedPage } from "@casement/core";
import type { Config } from "../config.ts";
import { folderPath } from "../folders/folder-path.ts";
import type { GraphMessage } from "../graph-types.ts";
import { type Item, type Items, isMessage, type MessageItem } from "../message-item.ts";
import { differ, indexFields, toItem } from "../message-mapper.ts";
import { addressIn } from "../people.ts";
import { isMoved, memory, noteLeft, printOf, remember, wasSentHere } from "../recent.ts";
import { type Cursor, readCursor, writeCursor } from "./cursor.ts";
import { stale, updateDetails } from "./details.ts";
import { search } from "./search.ts";
import type { Want } from "./want.ts";

export interface SyncCall extends CallContext<Config> {
  /** Id of a folder. */
  readonly key: string;
  readonly needs: readonly Want[];
  readonly cursor: string | undefined;
  readonly items: Items;
}

const searchEvery = 60_000;

/**
 * Brings one folder a page further: the unfiltered delta with what the index holds. At the end of a round the searches are asked, and the
 * messages that sensors show are completed.
 */
export async function syncMessages(call: SyncCall): Promise<FeedPage<Item>> {
  const { graph, key, needs, config } = call;
  const cursor = readCursor(call.cursor);
  const folder = folderPath(call.account, key);
  const now = call.now().getTime();
  remember(config, key, call.items, now);
  const page = await graph.delta<GraphMessage>(`${folder}/messages/delta`, cursor?.link, {
    query: { $select: indexFields },
    headers: { Prefer: "odata.maxpagesize=200" },
  });
  const put = new Map<string, Item>();
  for (const message of Object.values(page.put)) put.set(message.id, indexed(call, message, now));
  noteLeft(config, page.removed, key);
  const full = page.restart === true || cursor?.full === true;
  const news = put.size > 0 || page.removed.length > 0;
  const changedAt = news || full ? now : cursor?.changedAt;
  const look = news || full || cursor?.look === true;
  const next: Cursor = {
    link: page.cursor,
    ...(full && page.more && { full }),
    ...(look && page.more && { look }),
    ...(changedAt !== undefined && { changedAt }),
    ...(cursor?.searchedAt !== undefined && { searchedAt: cursor.searchedAt }),
  };
  if (page.more) return { ...page, put: Object.fromEntries(put), cursor: writeCursor(next) };

  const items = news ? after(call.items, put, page.removed) : call.items;
  const { found, cursor: searched } = await searchIfDue(call, folder, items, next, full);
  for (const [id, one] of found) put.set(id, one);
  const shown = found.size > 0 ? after(items, found, []) : items;
  const details = look || found.size > 0 ? await updateDetails(call, folder, shown, needs) : undefined;
  for (const [id, one] of details?.changed ?? []) put.set(id, one);
  // At the end of a full read the host drops what is gone; what moves up into its place is completed next time.
  const again = full || details?.complete === false;
  return { ...page, put: Object.fromEntries(put), cursor: writeCursor({ ...searched, ...(again && { look: true as const }) }) };
}

/** The index's item of what the delta brought. */
function indexed({ items, needs, config, key }: SyncCall, message: GraphMessage, now: number): MessageItem {
  const stored = items.get(message.id);
  const known = stored && isMessage(stored) ? stored : undefined;
  const sent = needs.find((want) => want.sent)?.sent;
  const item = toItem(message, known, sent !== undefined || needs.some(({ filter }) => filter.to !== undefined));
  const tag = message["@odata.etag"] ?? "-";
  if (known?.d && tag !== known.d.e) {
    // Read or unread, the rest of it is the same. What is stale is shown until it has been read anew.
    const isSame = item.u !== known.u && !differ(known, item);
    item.d = { ...known.d, e: isSame ? tag : stale };
  }
  const keys = new Set(needs.flatMap(({ queries }) => queries.map((query) => query.key)));
  const found = item.q?.filter((one) => keys.has(one));
  if (found?.length) item.q = found;
  else delete item.q;
  if (known) return item;
  const isRecent = item.r * 1000 > now - memory;
  if (isRecent && isMoved(config, message.id, key, now)) item.x = 1;
  if (sent === "silent") item.o = 0;
  if (sent === "announce") {
    const print = printOf(item.s, (item.t ?? []).map(addressIn));
    item.o = isRecent && wasSentHere(config, { id: message.id, print, at: item.r * 1000 }, now) ? 2 : 1;
  }
  return item;
}

/** Asks the searches when the folder has changed, at most once a minute. */
async function searchIfDue(
  call: SyncCall,
  folder: string,
  items: Items,
  cursor: Cursor,
  full: boolean,
): Promise<{ found: Map<string, Item>; cursor: Cursor }> {
  const queries = new Map(call.needs.flatMap((want) => want.queries.map((query) => [query.key, query] as const)));
  const { link, changedAt, searchedAt } = cursor;
  if (queries.size === 0) return { found: new Map(), cursor: { link } };
  const now = call.now().getTime();
  const isDue = full || (changedAt !== undefined && (searchedAt === undefined || now - searchedAt >= searchEvery));
  if (!isDue) return { found: new Map(), cursor };
  const found = await search(call, folder, items, [...queries.values()]);
  const settled = changedAt === undefined || now - changedAt >= searchEvery;
  return { found, cursor: { link, searchedAt: now, ...(!settled && { changedAt }) } };
}

function after(items: Items, put: ReadonlyMap<string, Item>, drop: readonly string[]): Map<string, Item> {
  const next = new Map(items);
  for (const id of drop) next.delete(id);
  for (const [id, one] of put) next.set(id, one);
  return next;
}
