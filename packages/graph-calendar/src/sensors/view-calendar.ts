import type { ViewCall } from "@casement/core";
import { nextMidnight } from "@casement/graph-time";
import type * as z from "zod";
import type { CalendarEventItem, StoredCalendarEvent } from "../calendar-event.ts";
import type { CalendarEventFilter } from "../calendar-event-filter.ts";
import { toCalendarEvent } from "../calendar-event-mapper.ts";
import { completeOccurrence } from "../complete-occurrence.ts";
import { listedDaysOf } from "../feeds/calendar-window.ts";
import { parseOffsetTag } from "../parse-offset-tag.ts";
import type { calendarValue } from "./calendar-value.ts";
import { createCalendarEventFilter } from "./create-calendar-event-filter.ts";

/** What the view needs to know about its calendar. */
export interface CalendarViewData {
  readonly filter: CalendarEventFilter;
  /** CSS. */
  readonly color?: string;
  readonly canEdit?: boolean;
  /** It is the calendar of the mailbox itself, not one that another person shares. */
  readonly own?: true;
  /** The texts of events are not read. */
  readonly basic?: true;
}

type Entry = readonly [id: string, item: CalendarEventItem];

const hour = 3_600_000;
const minute = 60_000;
const defaultMaxItems = 100;

/** The value of a calendar sensor now. It changes at `until` at the latest. */
export function viewCalendar({ items, now, instance, account }: ViewCall<StoredCalendarEvent, unknown, CalendarViewData>): {
  value: z.input<typeof calendarValue>;
  until: Date;
} {
  const { filter = {}, color, canEdit } = instance.viewData ?? {};
  const { startOffset, endOffset, maxItems = defaultMaxItems } = filter;
  const at = now.getTime();
  const isShown = createCalendarEventFilter(filter);
  const entries: Entry[] = [];
  for (const [id, stored] of items) {
    const item = stored.agendaOnly ? undefined : completeOccurrence(stored, items);
    if (item && isShown(item)) entries.push([id, item]);
  }
  entries.sort(byStart);
  const from = startOffset === undefined ? Number.NEGATIVE_INFINITY : at + startOffset * hour;
  const to = endOffset === undefined ? Number.POSITIVE_INFINITY : at + endOffset * hour;
  const listed = entries.filter(([, { startsAt, endsAt }]) => startsAt < to && (endsAt > from || startsAt >= from));
  const current = currentOrNext(entries, at);
  return {
    value: {
      ...(current && toCalendarEvent(...current)),
      state: current && isInProgress(current[1], at) ? "on" : "off",
      offsetReached: current !== undefined && (offsetTime(current[1]) ?? Number.POSITIVE_INFINITY) <= at,
      events: listed.slice(0, maxItems).map(([id, item]) => toCalendarEvent(id, item)),
      truncated: listed.length > maxItems,
      days: listedDaysOf(filter, now, account.timeZone),
      ...(color === undefined ? {} : { color }),
      ...(canEdit === undefined ? {} : { canEdit }),
    },
    until: nextChange(entries, now, filter, account.timeZone),
  };
}

/** A timed event in progress, otherwise an all-day event in progress, otherwise the next event to start. Never a canceled event. */
function currentOrNext(entries: readonly Entry[], at: number): Entry | undefined {
  const candidates = entries.filter(([, item]) => !item.isCancelled);
  return (
    candidates.find(([, item]) => !item.allDay && isInProgress(item, at)) ??
    candidates.find(([, item]) => item.allDay && isInProgress(item, at)) ??
    candidates.find(([, item]) => item.startsAt > at)
  );
}

function isInProgress({ startsAt, endsAt }: CalendarEventItem, at: number): boolean {
  return startsAt <= at && at < endsAt;
}

/** The time that the offset tag sets. A tag of zero minutes sets none. */
function offsetTime({ subject, startsAt }: CalendarEventItem): number | undefined {
  const { minutes } = parseOffsetTag(subject);
  return minutes ? startsAt + minutes * minute : undefined;
}

/** When the value changes: the next start, end or offset time, or an event enters or leaves the list. At the latest at local midnight. */
function nextChange(entries: readonly Entry[], now: Date, { startOffset, endOffset }: CalendarEventFilter, zone: string): Date {
  const at = now.getTime();
  let next = nextMidnight(now, zone).getTime();
  for (const [, item] of entries) {
    const { startsAt, endsAt } = item;
    const times = [
      startsAt,
      endsAt,
      offsetTime(item),
      endOffset === undefined ? undefined : startsAt - endOffset * hour + 1,
      startOffset === undefined ? undefined : endsAt - startOffset * hour,
    ];
    for (const time of times) if (time !== undefined && time > at && time < next) next = time;
  }
  return new Date(next);
}

function byStart([idA, a]: Entry, [idB, b]: Entry): number {
  return a.startsAt - b.startsAt || a.endsAt - b.endsAt || (idA < idB ? -1 : 1);
}
