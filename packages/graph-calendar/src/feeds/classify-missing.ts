import type { CalendarEventItem, StoredCalendarEvent } from "../calendar-event.ts";
import { toCalendarEventItem } from "../calendar-event-mapper.ts";
import { completeOccurrence } from "../complete-occurrence.ts";
import { type CalendarWindow, isOutsideWindow } from "./calendar-window.ts";
import type { RoundContext } from "./items-of-round.ts";

/** Items that a round no longer has, by the reason. */
export interface MissingItems {
  /** No longer in the calendar. The removal is announced. */
  readonly deleted: readonly string[];
  /** Gone with their series. Nothing is announced. */
  readonly evicted: readonly string[];
  /** Out of the window because days passed, as far as they are known now. Nothing is announced. */
  readonly left: ReadonlyMap<string, StoredCalendarEvent>;
  /** Moved out of the window, with their new times. The change is announced, then they are evicted. */
  readonly moved: ReadonlyMap<string, CalendarEventItem>;
}

/** What the round brought. */
interface RoundResult {
  readonly put: ReadonlyMap<string, StoredCalendarEvent>;
  readonly window: CalendarWindow;
  readonly isFull: boolean;
}

/**
 * Finds out why items are missing. Graph reports an event as removed whenever it is no longer in the window: deleted, moved, or gone with
 * its series. So each is read, except those that a new window no longer covers. What is not readable now stays.
 */
export async function classifyMissing(
  ids: Iterable<string>,
  { put, window, isFull }: RoundResult,
  { items, readEvent, zone }: RoundContext,
): Promise<MissingItems> {
  const deleted = new Set<string>();
  const evicted = new Set<string>();
  const left = new Map<string, StoredCalendarEvent>();
  const moved = new Map<string, CalendarEventItem>();

  const readItem = async (id: string): Promise<CalendarEventItem | undefined | "odd"> => {
    const event = await readEvent(id);
    return event && event !== "odd" ? toCalendarEventItem(event, zone) : event;
  };

  const classifySeries = async (id: string, before: StoredCalendarEvent): Promise<void> => {
    const current = await readItem(id);
    if (current === "odd") return;
    if (!current) deleted.add(id);
    else if (isRescheduled(before, current)) moved.set(id, current);
    else left.set(id, current);
  };

  const classifyOccurrence = async (id: string, item: StoredCalendarEvent, masterId: string): Promise<void> => {
    const master = put.get(masterId) ?? (await readItem(masterId));
    if (master === "odd") return;
    const masterBefore = items.get(masterId);
    if (!master && masterBefore) deleted.add(masterId);
    if (!master || (masterBefore && isRescheduled(masterBefore, master))) evicted.add(id);
    else await classifySingle(id, item);
  };

  const classifySingle = async (id: string, stored: StoredCalendarEvent): Promise<void> => {
    const current = await readItem(id);
    if (current === "odd") return;
    const recurrence = completeOccurrence(stored, items)?.recurrence;
    // An event that exists within the window is no longer in this calendar: it was moved to another one.
    if (current && isOutsideWindow(current, window)) moved.set(id, recurrence === undefined ? current : { ...current, recurrence });
    else deleted.add(id);
  };

  await Promise.all(
    [...ids].map((id) => {
      const item = items.get(id);
      if (!item) return undefined;
      if (item.type === "series") return classifySeries(id, item);
      if (isFull && isOutsideWindow(item, window)) return void left.set(id, item);
      return item.seriesMasterId === undefined ? classifySingle(id, item) : classifyOccurrence(id, item, item.seriesMasterId);
    }),
  );
  return { deleted: [...deleted], evicted: [...evicted], left, moved };
}

/** Whether a series has another rule or other times. Then its occurrences are others, and the event about the series announces the change. */
function isRescheduled(before: StoredCalendarEvent, after: StoredCalendarEvent): boolean {
  if (!("subject" in before && "subject" in after)) return false;
  return (
    before.recurrence !== after.recurrence ||
    before.startsAt !== after.startsAt ||
    before.endsAt !== after.endsAt ||
    before.allDay !== after.allDay
  );
}
