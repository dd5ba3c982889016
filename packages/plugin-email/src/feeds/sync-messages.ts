import type { FeedPage, SyncCall } from "@casement/core";
import type { EmailConfig } from "../config.ts";
import { type FolderItem, type FolderItems, isMessage, type MessageItem } from "../folder-item.ts";
import { folderPath } from "../folders/folder-path.ts";
import { type GraphMessage, readGraphMessage } from "../graph-message.ts";
import { createRecentlySeen, recentMs } from "../recently-seen.ts";
import { createRecentlySent, sentFingerprint } from "../recently-sent.ts";
import { addressIn } from "../recipients.ts";
import { differsBeyondRead, indexFields, toMessageItem } from "../to-message-item.ts";
import { type FolderCursor, readCursor, writeCursor } from "./folder-cursor.ts";
import type { FolderNeeds } from "./folder-needs.ts";
import { runSearches } from "./run-searches.ts";
import { staleTag, updateDetails } from "./update-details.ts";

type FolderSyncCall = SyncCall<EmailConfig, FolderItem, FolderNeeds>;

const searchIntervalMs = 60_000;

/**
 * Reads one page of a folder: the unfiltered delta with the properties of the index. At the end of a round it runs the searches and reads the
 * details of the messages that sensors show.
 */
export async function syncMessages(call: FolderSyncCall): Promise<FeedPage<FolderItem>> {
  const { graph, key, needs, memory } = call;
  const cursor = readCursor(call.cursor);
  const folder = folderPath(call.account, key);
  const now = call.now().getTime();
  const recentlySeen = memory("recently-seen", createRecentlySeen);
  recentlySeen.addFolder(key, call.items, now);
  const page = await graph.delta<{ id: string; receivedDateTime?: unknown }>(`${folder}/messages/delta`, cursor?.link, {
    query: { $select: indexFields },
    headers: { Prefer: "odata.maxpagesize=200" },
  });
  const put = new Map<string, FolderItem>();
  const isNews = cursor !== undefined && !cursor.full && !page.restart;
  for (const received of Object.values(page.put)) {
    const message = readGraphMessage(received);
    const isTimeOdd = received.receivedDateTime != null && message?.receivedDateTime === undefined;
    if (message && isTimeOdd && isNews && !call.items.has(message.id)) put.set(message.id, toRefusedItem(message));
    else if (message) put.set(message.id, toFolderItem(call, message, now));
    else call.log.warn("Skipped a message without an ID.");
  }
  recentlySeen.markMoved(page.removed, key);
  const full = page.restart === true || cursor?.full === true;
  const hasChanges = put.size > 0 || page.removed.length > 0;
  const changedAt = hasChanges || full ? now : cursor?.changedAt;
  const look = hasChanges || full || cursor?.look === true;
  const next: FolderCursor = {
    link: page.cursor,
    ...(full && page.more && { full }),
    ...(look && page.more && { look }),
    ...(changedAt !== undefined && { changedAt }),
    ...(cursor?.searchedAt !== undefined && { searchedAt: cursor.searchedAt }),
  };
  if (page.more) return { ...page, put: Object.fromEntries(put), cursor: writeCursor(next) };

  const items = hasChanges ? applyChanges(call.items, put, page.removed) : call.items;
  const { found, cursor: searched } = await searchIfDue(call, folder, items, next, full);
  for (const [id, item] of found) put.set(id, item);
  const searchedItems = found.size > 0 ? applyChanges(items, found, []) : items;
  const details = look || found.size > 0 ? await updateDetails(call, folder, searchedItems, needs) : undefined;
  for (const [id, item] of details?.changed ?? []) put.set(id, item);
  // After a full read the host removes what was not put. The messages that take the free places get their details in the next round.
  const lookAgain = full || details?.complete === false;
  return { ...page, put: Object.fromEntries(put), cursor: writeCursor({ ...searched, ...(lookAgain && { look: true as const }) }) };
}

/**
 * Without its time it cannot be told whether a message is new. The feed's schema refuses this item, so the host names it, and reads it again until
 * it is well.
 */
const toRefusedItem = (message: GraphMessage): MessageItem => ({ ...toMessageItem(message, undefined, false), receivedAt: Number.NaN });

/** The item of a message that the delta returned. */
function toFolderItem({ items, needs, memory, key }: FolderSyncCall, message: GraphMessage, now: number): MessageItem {
  const stored = items.get(message.id);
  const known = stored && isMessage(stored) ? stored : undefined;
  const sent = needs.find((sensor) => sensor.sent)?.sent;
  const item = toMessageItem(message, known, sent !== undefined || needs.some(({ filter }) => filter.to !== undefined));
  const tag = message["@odata.etag"] ?? "-";
  if (known?.detail && tag !== known.detail.etag) {
    // A change of isRead leaves the detail valid. A stale detail is shown until it has been read again.
    const isSame = item.isUnread !== known.isUnread && !differsBeyondRead(known, item);
    item.detail = { ...known.detail, etag: isSame ? tag : staleTag };
  }
  const keys = new Set(needs.flatMap(({ queries }) => queries.map((query) => query.key)));
  const foundBy = item.foundBy?.filter((queryKey) => keys.has(queryKey));
  if (foundBy?.length) item.foundBy = foundBy;
  else delete item.foundBy;
  if (known) return item;
  const isRecent = item.receivedAt * 1000 > now - recentMs;
  if (isRecent && memory("recently-seen", createRecentlySeen).isMoved(message.id, key, now)) item.isMoved = true;
  if (sent === "silent") item.sent = "silent";
  if (sent === "announce") {
    const fingerprint = sentFingerprint(item.subject, (item.recipients ?? []).map(addressIn));
    const recentlySent = memory("recently-sent", createRecentlySent);
    item.sent = isRecent && recentlySent.take({ id: message.id, fingerprint, at: item.receivedAt * 1000 }, now) ? "casement" : "external";
  }
  return item;
}

/** Runs the searches when the folder has changed, at most once a minute. */
async function searchIfDue(
  call: FolderSyncCall,
  folder: string,
  items: FolderItems,
  cursor: FolderCursor,
  full: boolean,
): Promise<{ found: Map<string, FolderItem>; cursor: FolderCursor }> {
  const queries = new Map(call.needs.flatMap((sensor) => sensor.queries.map((query) => [query.key, query] as const)));
  const { link, changedAt, searchedAt } = cursor;
  if (queries.size === 0) return { found: new Map(), cursor: { link } };
  const now = call.now().getTime();
  const isDue = full || (changedAt !== undefined && (searchedAt === undefined || now - searchedAt >= searchIntervalMs));
  if (!isDue) return { found: new Map(), cursor };
  const found = await runSearches(call, folder, items, [...queries.values()]);
  const settled = changedAt === undefined || now - changedAt >= searchIntervalMs;
  return { found, cursor: { link, searchedAt: now, ...(!settled && { changedAt }) } };
}

function applyChanges(items: FolderItems, put: ReadonlyMap<string, FolderItem>, removed: readonly string[]): Map<string, FolderItem> {
  const next = new Map(items);
  for (const id of removed) next.delete(id);
  for (const [id, item] of put) next.set(id, item);
  return next;
}
