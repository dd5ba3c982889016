import { invalidInput } from "@casement/core";
import { dayOf, instantOf, isDate, resolveEnd, resolveTime, type TimeContext } from "@casement/graph-input";
import { addDays, allDayDate, daysBetween, ianaZone, localDate, toInstant, toIso, windowsZone } from "@casement/graph-time";
import type * as z from "zod";
import type { GraphEvent, GraphRecurrence } from "../graph-types.ts";
import { moveRecurrence } from "../recurrence/move-recurrence.ts";
import { toGraphRecurrence } from "../recurrence/to-graph-recurrence.ts";
import type { modifyCalendarEventInput } from "./calendar-event-input.ts";
import { allDayTimesOf, type CalendarEventTimes, movedSeriesTimesOf, seriesStartOf, timedTimesOf } from "./calendar-event-times.ts";

type GivenTiming = Pick<z.output<typeof modifyCalendarEventInput>, "start" | "end" | "allDay" | "recurrence" | "timeZone">;

/** What has to be known of an event to change its times. */
export type StoredTiming = GraphEvent & Required<Pick<GraphEvent, "start" | "end">>;
export const timingProperties = "type,start,end,isAllDay,recurrence,originalStartTimeZone";

/** The properties of a PATCH that change an event's times and recurrence. `now` is for words such as `tomorrow`. */
export function timingOf(given: GivenTiming, before: StoredTiming, accountZone: string, now: Date): Record<string, unknown> {
  if (given.recurrence !== undefined && before.seriesMasterId) throw invalidInput("recurrence", "belongs to the series; add series: true");
  const readZone = given.timeZone ?? accountZone;
  const writeZone = given.timeZone ?? zoneOf(given, before, accountZone);
  const isSeries = given.recurrence === undefined ? Boolean(before.recurrence) : given.recurrence !== null;
  const isMoved =
    given.start !== undefined ||
    given.end !== undefined ||
    (given.allDay ?? before.isAllDay) !== before.isAllDay ||
    (Boolean(given.recurrence) && !isSameZone(writeZone, before.originalStartTimeZone));
  const times = isMoved
    ? timesAfter(resolved(given, before, { zone: readZone, now }), before, readZone, writeZone, isSeries)
    : timesBefore(before, writeZone, isSeries);
  return { ...(isMoved ? times : {}), ...recurrenceAfter(given, before, times, writeZone, isMoved) };
}

/**
 * The zone in which an event is written. A series keeps its own, so that its local time stays the same when the clock changes. Where Outlook
 * has none by name, and for a new series of an event that was written in UTC, it is the account's.
 */
function zoneOf({ recurrence }: GivenTiming, before: StoredTiming, accountZone: string): string {
  const zone = ianaZone(before.originalStartTimeZone ?? "") ?? accountZone;
  return zone === "UTC" && recurrence && !before.recurrence ? accountZone : zone;
}

function isSameZone(zone: string, other: string | null | undefined): boolean {
  return ianaZone(zone) === ianaZone(other ?? "") || windowsZone(zone) === windowsZone(other ?? "");
}

/** With dates for words. A time alone is on the day that the event is on. */
function resolved(given: GivenTiming, before: StoredTiming, context: TimeContext): GivenTiming {
  const dayOfStored = (time: StoredTiming["start"]) =>
    before.isAllDay ? allDayDate(time!) : localDate(toInstant(time!, context.zone), context.zone);
  const start = given.start === undefined ? undefined : resolveTime(given.start, context, dayOfStored(before.start));
  const end = given.end === undefined ? undefined : resolveEnd(given.end, start ?? dayOfStored(before.start), context);
  return { ...given, start, end };
}

function timesBefore({ start, end, isAllDay }: StoredTiming, zone: string, isSeries: boolean): CalendarEventTimes {
  return isAllDay
    ? allDayTimesOf(allDayDate(start!), allDayDate(end!), zone)
    : timedTimesOf(toInstant(start!, zone), toInstant(end!, zone), zone, isSeries);
}

function timesAfter(
  { start, end, allDay }: GivenTiming,
  before: StoredTiming,
  readZone: string,
  writeZone: string,
  isSeries: boolean,
): CalendarEventTimes {
  const wasAllDay = before.isAllDay === true;
  const [startBefore, endBefore] = wasAllDay
    ? [allDayDate(before.start!), allDayDate(before.end!)]
    : [toIso(toInstant(before.start!, readZone), readZone), toIso(toInstant(before.end!, readZone), readZone)];
  if (allDay ?? wasAllDay) {
    const days = wasAllDay ? daysBetween(startBefore, endBefore) : 1;
    const endAfter = end ?? (start === undefined ? endBefore : addDays(dayOf(start, readZone), days));
    return allDayTimesOf(start ?? startBefore, endAfter, readZone, writeZone);
  }
  if (wasAllDay && (start === undefined || end === undefined)) throw invalidInput("allDay", "false requires start and end with times");
  for (const [name, value] of Object.entries({ start, end }))
    if (value !== undefined && isDate(value)) throw invalidInput(name, "is a date; give a time, or allDay: true");
  const startAfter = instantOf(start ?? startBefore, readZone, "start");
  const [from, to] = [toInstant(before.start!, readZone), toInstant(before.end!, readZone)];
  if (isSeries && start !== undefined && end === undefined) return movedSeriesTimesOf(startAfter, { start: from, end: to }, writeZone);
  const endAfter =
    end !== undefined
      ? instantOf(end, readZone, "end")
      : start === undefined
        ? instantOf(endBefore, readZone, "end")
        : new Date(startAfter.getTime() + (to.getTime() - from.getTime()));
  return timedTimesOf(startAfter, endAfter, writeZone, isSeries);
}

/** A moved series has the time zone of its start. A custom zone, which Outlook shows but does not accept, goes that way too. */
function recurrenceAfter(
  { recurrence }: GivenTiming,
  before: StoredTiming,
  times: CalendarEventTimes,
  zone: string,
  isMoved: boolean,
): { recurrence?: GraphRecurrence | null } {
  if (recurrence === null) return { recurrence };
  if (recurrence !== undefined) return { recurrence: toGraphRecurrence(recurrence, seriesStartOf(times, zone)) };
  if (!before.recurrence || !isMoved) return {};
  const startDate = times.start.dateTime.slice(0, 10);
  const datesBefore = [before.recurrence.range.startDate, timesBefore(before, zone, true).start.dateTime.slice(0, 10)];
  const { recurrenceTimeZone } = before.recurrence.range;
  if (datesBefore.includes(startDate) && (!recurrenceTimeZone || isSameZone(zone, recurrenceTimeZone))) return {};
  return { recurrence: moveRecurrence(before.recurrence, startDate, times.start.timeZone) };
}
