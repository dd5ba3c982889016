import type { FeedPage, SyncCall } from "@casement/core";
import type { CalendarEventItem } from "../calendar-event.ts";
import { type CalendarCursor, parseCursor, serializeCursor } from "./calendar-cursor.ts";
import { type CalendarSource, createCalendarEventReader } from "./calendar-source.ts";
import { type CalendarEventNeeds, calendarWindowOf, isSameWindow } from "./calendar-window.ts";
import { classifyMissing } from "./classify-missing.ts";
import { itemsOfRound, type RoundContext } from "./items-of-round.ts";
import { type CalendarRound, readDeltaRound, readWindowRound } from "./read-round.ts";

/** Where delta is refused, the window is read every 5 minutes. The 15 seconds make sure that the fifth round is never too early. */
const windowReadInterval = 5 * 60_000 - 15_000;
const day = 86_400_000;

/** Reads a calendar. Each page is a whole round of Graph's. Undefined when it is too early to read the window again. */
export async function syncCalendarEvents(
  call: SyncCall<unknown, CalendarEventItem, CalendarEventNeeds>,
  source: CalendarSource,
): Promise<FeedPage<CalendarEventItem> | undefined> {
  const { account, items } = call;
  const cursor = parseCursor(call.cursor);
  if (cursor?.leave) {
    const { leave, ...rest } = cursor;
    return { put: {}, removed: [], evicted: leave, cursor: serializeCursor(rest) };
  }
  const now = call.now();
  const window = calendarWindowOf(call.needs, now, account.timeZone);
  const context: RoundContext = { items, readEvent: createCalendarEventReader(source), zone: account.timeZone };
  const isNewWindow = cursor !== undefined && !isSameWindow(cursor.window, window);

  if (cursor?.link) {
    // With an expired link, this is a full read of the current window.
    const round = await readDeltaRound(source, window, cursor.link);
    if (round && (round.isFull || !isNewWindow)) return pageOf(round, { window, ...linkOf(round) }, context, true);
    // The last changes in the previous window. The next page reads the new window.
    if (round)
      return {
        ...(await pageOf(round, { window: cursor.window }, context, true)),
        cursor: serializeCursor({ window: cursor.window }),
        more: true,
      };
  }
  if (cursor?.readAt && !isNewWindow && !call.onDemand && now.getTime() < Date.parse(cursor.readAt) + windowReadInterval) return undefined;

  const isDeltaAllowed = !cursor?.retryDelta || now.toISOString() >= cursor.retryDelta;
  const round = isDeltaAllowed ? await readDeltaRound(source, window, undefined) : undefined;
  if (round) return pageOf(round, { window, ...linkOf(round) }, context, cursor !== undefined);
  const windowRound = await readWindowRound(source, window);
  if (isDeltaAllowed) call.log.info("A calendar does not support change tracking (delta). Its events are read every 5 minutes.");
  const retryDelta = isDeltaAllowed ? new Date(now.getTime() + day).toISOString() : cursor!.retryDelta!;
  return pageOf(windowRound, { window, readAt: now.toISOString(), retryDelta }, context, cursor !== undefined);
}

/** `hasRead`: the stored items are the result of an earlier round, so the reason why items are missing matters. */
async function pageOf(
  round: CalendarRound,
  cursor: CalendarCursor,
  context: RoundContext,
  hasRead: boolean,
): Promise<FeedPage<CalendarEventItem>> {
  const { isFull } = round;
  const put = await itemsOfRound(round, context);
  const missing = isFull ? [...context.items.keys()].filter((id) => !put.has(id)) : round.removed;
  const { deleted, evicted, moved } = await classifyMissing(hasRead ? missing : [], { put, window: cursor.window, isFull }, context);
  const leave = [...moved.keys()];
  return {
    put: Object.fromEntries([...put, ...moved]),
    removed: deleted,
    evicted,
    cursor: serializeCursor(leave.length > 0 ? { ...cursor, leave } : cursor),
    ...(leave.length > 0 ? { more: true } : {}),
    ...(isFull ? { restart: true } : {}),
  };
}

function linkOf({ link }: CalendarRound): { link?: string } {
  return link === undefined ? {} : { link };
}
