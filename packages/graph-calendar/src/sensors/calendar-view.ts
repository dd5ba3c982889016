import type { Account, SensorInstance } from "@casement/core";
import { nextMidnight } from "@casement/graph-time";
import * as z from "zod";
import type { Filter } from "../event-filter-config.ts";
import { type EventItem, event } from "../event-item.ts";
import { toView } from "../event-mapper.ts";
import { offsetTag } from "../offset-tag.ts";
import { eventFilter } from "./event-filter.ts";

/** State and attributes. The event's own attributes are those of the current or next one and absent when there is none. */
export const calendarValue = event.partial().extend({
  state: z.enum(["on", "off"]).describe("on: an event is running"),
  offsetReached: z.boolean().describe("The moment that a `!!-10` in the subject sets has come"),
  events: z.array(event).describe("By start"),
  truncated: z.boolean().describe("There are more events than `maxItems`"),
  colour: z.string().optional().describe("Of the calendar, in CSS"),
  canEdit: z.boolean().optional(),
});

/** What the view knows of its calendar. */
export interface About {
  readonly filter: Filter;
  readonly colour?: string;
  readonly canEdit?: boolean;
}

interface ViewOf {
  readonly items: ReadonlyMap<string, EventItem>;
  readonly now: Date;
  readonly instance: SensorInstance;
  readonly account: Account;
}
type Entry = readonly [id: string, item: EventItem];

const hour = 3_600_000;
const minute = 60_000;

/** A pure view: no network, right until `until`. */
export function calendarView({ items, now, instance, account }: ViewOf): { value: z.input<typeof calendarValue>; until: Date } {
  const { filter, colour, canEdit } = instance.viewData as About;
  const at = now.getTime();
  const entries = [...items].filter(([, item]) => eventFilter(filter)(item)).sort(byStart);
  const from = filter.startOffset === undefined ? Number.NEGATIVE_INFINITY : at + filter.startOffset * hour;
  const to = filter.endOffset === undefined ? Number.POSITIVE_INFINITY : at + filter.endOffset * hour;
  const listed = entries.filter(([, { startsAt, endsAt }]) => startsAt < to && (endsAt > from || startsAt >= from));
  const most = filter.maxItems ?? 100;
  const chosen = choose(entries, at);
  const current = chosen && toView(...chosen);
  return {
    value: {
      ...current,
      state: chosen && isRunning(chosen[1], at) ? "on" : "off",
      offsetReached: chosen !== undefined && (offsetMoment(chosen[1]) ?? Number.POSITIVE_INFINITY) <= at,
      events: listed.slice(0, most).map(([id, item]) => toView(id, item)),
      truncated: listed.length > most,
      ...(colour === undefined ? {} : { colour }),
      ...(canEdit === undefined ? {} : { canEdit }),
    },
    until: nextChange(entries, now, filter, account.timeZone),
  };
}

/** A running timed event, else a running all-day one, else the next to start, on whatever day. Cancelled events are listed only. */
function choose(entries: readonly Entry[], at: number): Entry | undefined {
  const live = entries.filter(([, item]) => !item.isCancelled);
  return (
    live.find(([, item]) => !item.allDay && isRunning(item, at)) ??
    live.find(([, item]) => item.allDay && isRunning(item, at)) ??
    live.find(([, item]) => item.startsAt > at)
  );
}

function isRunning({ startsAt, endsAt }: EventItem, at: number): boolean {
  return startsAt <= at && at < endsAt;
}

/** When the tag's moment comes; a tag of zero minutes says nothing. */
function offsetMoment({ subject, startsAt }: EventItem): number | undefined {
  const { minutes } = offsetTag(subject);
  return minutes ? startsAt + minutes * minute : undefined;
}

/** The next start, end, offset moment, or entry into or exit from the list; at the latest local midnight. */
function nextChange(entries: readonly Entry[], now: Date, { startOffset, endOffset }: Filter, zone: string): Date {
  const at = now.getTime();
  let next = nextMidnight(now, zone).getTime();
  for (const [, item] of entries) {
    const { startsAt, endsAt } = item;
    const moments = [
      startsAt,
      endsAt,
      offsetMoment(item),
      endOffset === undefined ? undefined : startsAt - endOffset * hour + 1,
      startOffset === undefined ? undefined : endsAt - startOffset * hour,
    ];
    for (const moment of moments) if (moment !== undefined && moment > at && moment < next) next = moment;
  }
  return new Date(next);
}

function byStart([idA, a]: Entry, [idB, b]: Entry): number {
  return a.startsAt - b.startsAt || a.endsAt - b.endsAt || (idA < idB ? -1 : 1);
}
