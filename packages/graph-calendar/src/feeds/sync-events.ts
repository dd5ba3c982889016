import type { FeedPage, SyncCall } from "@casement/core";
import type { EventItem } from "../event-item.ts";
import { assemble, type Bench } from "./assemble.ts";
import { type Cursor, readCursor, writeCursor } from "./cursor.ts";
import { eventReader, type Place } from "./event-reader.ts";
import { fateOf } from "./missing.ts";
import { deltaRound, type Round, windowRound } from "./read-round.ts";
import { sameWindow, type Want, type Window, windowOf } from "./window.ts";

export type EventSyncCall = SyncCall<unknown, EventItem, Want>;

/** How long a plain read of the window is good for, where delta is refused; a little less than five minutes, so that the fifth round is never too early. */
const goodFor = 5 * 60_000 - 15_000;
const day = 86_400_000;

/** Brings one calendar up to date; every page is a whole round of Graph's. */
export async function syncEvents(call: EventSyncCall, place: Place): Promise<FeedPage<EventItem> | undefined> {
  const { account, items } = call;
  const cursor = readCursor(call.cursor);
  if (cursor?.leave) {
    const { leave, ...rest } = cursor;
    return { put: {}, removed: [], evicted: leave, cursor: writeCursor(rest) };
  }
  const now = call.now();
  const window = windowOf(call.needs, now, account.timeZone);
  const bench: Bench = { items, read: eventReader(place), zone: account.timeZone };
  const isNewDay = cursor !== undefined && !sameWindow(cursor.window, window);

  if (cursor?.link) {
    // An expired link makes this a full read of today's window.
    const round = await deltaRound(place, window, cursor.link);
    if (round && (round.whole || !isNewDay)) return pageOf(round, { window, ...linkOf(round) }, bench, true);
    // The old window's last word; today's window follows at once.
    if (round)
      return {
        ...(await pageOf(round, { window: cursor.window }, bench, true)),
        cursor: writeCursor({ window: cursor.window }),
        more: true,
      };
  }
  if (cursor?.readAt && !isNewDay && !call.onDemand && now.getTime() < Date.parse(cursor.readAt) + goodFor) return undefined;

  const mayDelta = !cursor?.retryDelta || now.toISOString() >= cursor.retryDelta;
  const round = mayDelta ? await deltaRound(place, window, undefined) : undefined;
  if (round) return pageOf(round, { window, ...linkOf(round) }, bench, cursor !== undefined);
  const plain = await windowRound(place, window);
  if (mayDelta) call.log.info("A calendar refuses change tracking (delta): its window is read every 5 minutes.");
  const retryDelta = mayDelta ? new Date(now.getTime() + day).toISOString() : cursor!.retryDelta!;
  return pageOf(plain, { window, readAt: now.toISOString(), retryDelta }, bench, cursor !== undefined);
}

/** `known`: what is stored was told before, so what is missing needs an explanation. */
async function pageOf(round: Round, cursor: Cursor & { window: Window }, bench: Bench, known: boolean): Promise<FeedPage<EventItem>> {
  const put = await assemble(round, bench);
  const missing = round.whole ? [...bench.items.keys()].filter((id) => !put.has(id)) : round.removed;
  const { gone, forget, left } = await fateOf(known ? missing : [], put, bench, { window: cursor.window, whole: round.whole });
  const leave = [...left.keys()];
  return {
    put: Object.fromEntries([...put, ...left]),
    removed: gone,
    evicted: forget,
    cursor: writeCursor(leave.length > 0 ? { ...cursor, leave } : cursor),
    ...(leave.length > 0 ? { more: true } : {}),
    ...(round.whole ? { restart: true } : {}),
  };
}

function linkOf({ link }: Round): { link?: string } {
  return link === undefined ? {} : { link };
}
