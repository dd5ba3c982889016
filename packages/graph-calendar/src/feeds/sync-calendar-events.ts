import type { FeedPage, SyncCall } from "@casement/core";
import type { StoredCalendarEvent, StoredCalendarEvents } from "../calendar-event.ts";
import { type CalendarCursor, parseCursor, serializeCursor } from "./calendar-cursor.ts";
import type { CalendarSource } from "./calendar-source.ts";
import { type CalendarEventNeeds, type CalendarWindow, calendarWindowOf, isSameWindow, readWindowOf } from "./calendar-window.ts";
import { itemsToMark } from "./mark-items.ts";
import { createOddEvents, type OddEvents } from "./odd-events.ts";
import { pageItemsOf } from "./page-items.ts";
import { type CalendarRound, readRound } from "./read-round.ts";

type CalendarPage = FeedPage<StoredCalendarEvent>;

/** How often a calendar without delta is read in the whole window, and an incomplete series is read again (ms). */
const slowlyMs = 3_600_000;

/** Also when the clock was set back. */
const isDue = (last: number, now: Date): boolean => Math.abs(now.getTime() - last) >= slowlyMs;

/** Reads a calendar. Each page is a whole round of Graph's. Undefined when it is too early to read a calendar without delta again. */
export async function syncCalendarEvents(
  call: SyncCall<unknown, StoredCalendarEvent, CalendarEventNeeds>,
  source: CalendarSource,
): Promise<CalendarPage | undefined> {
  const { account, items } = call;
  const cursor = parseCursor(call.cursor);
  if (cursor?.leave) {
    const { leave, ...rest } = cursor;
    return { put: {}, removed: [], evicted: leave, cursor: serializeCursor(rest) };
  }
  const now = call.now();
  const sensorWindow = calendarWindowOf(call.needs, now, account.timeZone);
  if (cursor?.isNewDay) return remarkedPage(cursor, sensorWindow, items);
  const window = readWindowOf(call.needs, sensorWindow, now, cursor?.window);
  const isForAgenda = call.needs.some(({ agenda }) => agenda !== undefined);
  const odd = createOddEvents(source, cursor?.odd ?? [], call.log);
  const { incomplete } = cursor ?? {};
  const context: PageContext = {
    ...{ items, readEvent: odd.read, markOdd: odd.mark, zone: account.timeZone, source, odd, isForAgenda, log: call.log },
    signal: call.signal,
    awaited: isForAgenda ? call.awaited : [],
    incomplete: incomplete && isDue(incomplete.at, now) ? incomplete.ids : [],
  };
  const isNewWindow = cursor !== undefined && !isSameWindow(cursor.window, window);
  const lastSensorWindow = cursor?.sensorWindow ?? cursor?.window;
  const isNewDay = lastSensorWindow !== undefined && !isSameWindow(lastSensorWindow, sensorWindow);

  const { listedAt = Number.NEGATIVE_INFINITY } = cursor ?? {};
  const listsAll = isForAgenda && (isNewWindow || isDue(listedAt, now));
  const listWindow = listsAll ? window : sensorWindow;
  const received = await readRound(source, window, cursor?.link, { onDemand: call.onDemand || isNewWindow, listWindow });
  if (!received) return isNewDay && cursor ? remarkedPage(cursor, sensorWindow, items) : undefined;
  const round = await odd.leaveOut(received);
  const listed = round.isList && isForAgenda ? { listedAt: listsAll ? now.getTime() : listedAt } : {};
  // With an expired link, this is a full read of the current window.
  if (round.isFull || !(isNewWindow || isNewDay)) {
    const read = round.isList && !isForAgenda ? sensorWindow : window;
    const next = { window: read, sensorWindow, link: round.link, ...listed, ...(incomplete && { incomplete }) };
    return (await pageOf(round, next, round.isList ? listWindow : window, context, cursor !== undefined, now)).page;
  }
  // The last changes of the day, or in the previous window. The next page marks the items again, or reads the new window.
  const last = { window: cursor!.window, sensorWindow: lastSensorWindow! };
  const { page, next } = await pageOf(round, { ...last, ...(incomplete && { incomplete }) }, last.window, context, true, now);
  const { leave: _, ...rest } = next;
  return {
    ...page,
    cursor: serializeCursor(shorten({ ...rest, ...(isNewWindow ? {} : { link: round.link, isNewDay: true }) })),
    more: true,
  };
}

type PageContext = Parameters<typeof pageItemsOf>[3] & { readonly odd: OddEvents };

/** `hasRead`: the stored items are the result of an earlier round, so the reason why items are missing matters. */
async function pageOf(
  round: CalendarRound,
  cursor: CalendarCursor & { readonly sensorWindow: CalendarWindow },
  read: CalendarWindow,
  context: PageContext,
  hasRead: boolean,
  now: Date,
): Promise<{ page: CalendarPage; next: CalendarCursor }> {
  const isPart = !isSameWindow(read, cursor.window);
  const { put, removed, evicted, moved, incomplete } = await pageItemsOf(round, read, isPart, context, hasRead);
  const hasChanges = put.size + removed.length + evicted.length > 0;
  const after = hasChanges || round.isFull ? itemsAfter(round, context.items, { put, gone: [...removed, ...evicted] }) : context.items;
  if (hasChanges) for (const [id, item] of itemsToMark(after, cursor.sensorWindow)) put.set(id, item);
  const leave = context.isForAgenda ? [] : moved;
  const { incomplete: before, ...rest } = cursor;
  const waiting = (before?.ids ?? []).filter((id) => !context.incomplete.includes(id) && !incomplete.includes(id) && after.has(id));
  const ids = [...incomplete, ...waiting];
  const next: CalendarCursor = {
    ...rest,
    ...(ids.length > 0 ? { incomplete: { ids, at: incomplete.length > 0 ? now.getTime() : (before?.at ?? 0) } } : {}),
    ...(leave.length > 0 ? { leave } : {}),
    ...oddOf(context.odd),
  };
  const page: CalendarPage = {
    put: Object.fromEntries(put),
    removed,
    evicted,
    cursor: serializeCursor(shorten(next)),
    ...(leave.length > 0 ? { more: true } : {}),
    ...(round.isFull ? { restart: true } : {}),
  };
  return { page, next };
}

function itemsAfter(
  { isFull }: CalendarRound,
  items: StoredCalendarEvents,
  { put, gone }: { readonly put: ReadonlyMap<string, StoredCalendarEvent>; readonly gone: readonly string[] },
): StoredCalendarEvents {
  const after = new Map(isFull ? put : [...items, ...put]);
  for (const id of gone) after.delete(id);
  return after;
}

/** Marks the stored items for a new day, without a read. */
function remarkedPage({ isNewDay: _, ...cursor }: CalendarCursor, sensorWindow: CalendarWindow, items: StoredCalendarEvents): CalendarPage {
  const put = Object.fromEntries(itemsToMark(items, sensorWindow));
  return { put, removed: [], cursor: serializeCursor(shorten({ ...cursor, sensorWindow })) };
}

function shorten({ sensorWindow, ...cursor }: CalendarCursor): CalendarCursor {
  return sensorWindow === undefined || isSameWindow(sensorWindow, cursor.window) ? cursor : { ...cursor, sensorWindow };
}

function oddOf(odd: OddEvents): { odd?: readonly string[] } {
  const ids = odd.ids();
  return ids.length > 0 ? { odd: ids } : {};
}
