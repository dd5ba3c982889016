import type { EventItem } from "../event-item.ts";
import { toItem } from "../event-mapper.ts";
import type { Bench } from "./assemble.ts";
import { isOutside, type Window } from "./window.ts";

/** What became of items that a round no longer has. */
export interface Fate {
  /** Gone from the calendar: told. */
  readonly gone: string[];
  /** Left the window by the passing of days, or went with their series: dropped without a word. */
  readonly forget: string[];
  /** Moved out of the window: their new times, to be told and then forgotten. */
  readonly left: Map<string, EventItem>;
}

/**
 * Graph says "removed" of what it no longer has in the window, whether deleted, moved, or swept away with its series. Each is looked
 * up, save what a new window plainly leaves behind. `put` is what the same round brings.
 */
export async function fateOf(
  ids: Iterable<string>,
  put: ReadonlyMap<string, EventItem>,
  { items, read, zone }: Bench,
  { window, whole }: { window: Window; whole: boolean },
): Promise<Fate> {
  const gone = new Set<string>();
  const forget = new Set<string>();
  const left = new Map<string, EventItem>();

  const lookUp = async (id: string): Promise<EventItem | undefined> => {
    const event = await read(id);
    return event && toItem(event, zone);
  };

  const series = async (id: string, before: EventItem): Promise<void> => {
    const now = await lookUp(id);
    if (!now) gone.add(id);
    else if (rescheduled(before, now)) left.set(id, now);
    else forget.add(id);
  };

  const member = async (id: string, item: EventItem, masterId: string): Promise<void> => {
    const master = put.get(masterId) ?? (await lookUp(masterId));
    const before = items.get(masterId);
    if (!master && before) gone.add(masterId);
    if (!master || (before && rescheduled(before, master))) forget.add(id);
    else await single(id, item);
  };

  const single = async (id: string, before: EventItem): Promise<void> => {
    const now = await lookUp(id);
    // Still in the window, but not in this calendar: it went to another one.
    if (now && isOutside(now, window)) left.set(id, before.recurrence === undefined ? now : { ...now, recurrence: before.recurrence });
    else gone.add(id);
  };

  await Promise.all(
    [...ids].map((id) => {
      const item = items.get(id);
      if (!item) return undefined;
      if (item.type === "series") return series(id, item);
      if (whole && isOutside(item, window)) return void forget.add(id);
      return item.seriesMasterId === undefined ? single(id, item) : member(id, item, item.seriesMasterId);
    }),
  );
  return { gone: [...gone], forget: [...forget], left };
}

/** Another rule or another time: its occurrences are others, and the series' own event says so. */
function rescheduled(before: EventItem, after: EventItem): boolean {
  return (
    before.recurrence !== after.recurrence ||
    before.startsAt !== after.startsAt ||
    before.endsAt !== after.endsAt ||
    before.allDay !== after.allDay
  );
}
