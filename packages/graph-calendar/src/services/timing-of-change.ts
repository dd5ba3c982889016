import { invalidInput } from "@casement/core";
import { addDays, allDayDate, daysBetween, ianaZone, toInstant, toIso } from "@casement/graph-time";
import type * as z from "zod";
import type { GraphEvent, GraphRecurrence } from "../graph-types.ts";
import { moveRecurrence } from "../recurrence/move-recurrence.ts";
import { toGraphRecurrence } from "../recurrence/to-graph-recurrence.ts";
import type { modifyCalendarEventInput } from "./calendar-event-input.ts";
import { allDayTimesOf, type CalendarEventTimes, seriesStartOf, timedTimesOf } from "./calendar-event-times.ts";
import { dayOf, instantOf, isDate } from "./date-or-date-time.ts";

type GivenTiming = Pick<z.output<typeof modifyCalendarEventInput>, "start" | "end" | "allDay" | "recurrence" | "timeZone">;

/** What has to be known of an event to change its times. */
export type StoredTiming = GraphEvent & Required<Pick<GraphEvent, "start" | "end">>;
export const timingProperties = "id,type,seriesMasterId,start,end,isAllDay,recurrence,originalStartTimeZone";

/** The properties of a PATCH that change an event's times and recurrence. */
export function timingOf(given: GivenTiming, before: StoredTiming, accountZone: string): Record<string, unknown> {
  if (given.recurrence !== undefined && before.seriesMasterId) throw invalidInput("recurrence", "belongs to the series; add series: true");
  const readZone = given.timeZone ?? accountZone;
  // A series keeps its time zone, so that its wall-clock time stays the same when the clock changes.
  const writeZone = given.timeZone ?? ianaZone(before.originalStartTimeZone ?? "") ?? accountZone;
  const isMoved = given.start !== undefined || given.end !== undefined || (given.allDay ?? before.isAllDay) !== before.isAllDay;
  const times = isMoved ? timesAfter(given, before, readZone, writeZone) : timesBefore(before, writeZone);
  return { ...(isMoved ? times : {}), ...recurrenceAfter(given, before, times) };
}

function timesBefore({ start, end, isAllDay }: StoredTiming, zone: string): CalendarEventTimes {
  return isAllDay ? allDayTimesOf(allDayDate(start!), allDayDate(end!), zone) : timedTimesOf(toInstant(start!), toInstant(end!), zone);
}

function timesAfter({ start, end, allDay }: GivenTiming, before: StoredTiming, readZone: string, writeZone: string): CalendarEventTimes {
  const wasAllDay = before.isAllDay === true;
  const [startBefore, endBefore] = wasAllDay
    ? [allDayDate(before.start!), allDayDate(before.end!)]
    : [toIso(toInstant(before.start!), readZone), toIso(toInstant(before.end!), readZone)];
  if (allDay ?? wasAllDay) {
    const days = wasAllDay ? daysBetween(startBefore, endBefore) : 1;
    const endAfter = end ?? (start === undefined ? endBefore : addDays(dayOf(start, readZone), days));
    return allDayTimesOf(start ?? startBefore, endAfter, readZone, writeZone);
  }
  if (wasAllDay && (start === undefined || end === undefined)) throw invalidInput("allDay", "false requires start and end with times");
  for (const [name, value] of Object.entries({ start, end }))
    if (value !== undefined && isDate(value)) throw invalidInput(name, "is a date; give a time, or allDay: true");
  const startAfter = instantOf(start ?? startBefore, readZone);
  if (end !== undefined) return timedTimesOf(startAfter, instantOf(end, readZone), writeZone);
  if (start === undefined) return timedTimesOf(startAfter, instantOf(endBefore, readZone), writeZone);
  const length = toInstant(before.end!).getTime() - toInstant(before.start!).getTime();
  return timedTimesOf(startAfter, new Date(startAfter.getTime() + length), writeZone);
}

function recurrenceAfter(
  { recurrence }: GivenTiming,
  before: StoredTiming,
  times: CalendarEventTimes,
): { recurrence?: GraphRecurrence | null } {
  if (recurrence === null) return { recurrence };
  if (recurrence !== undefined) return { recurrence: toGraphRecurrence(recurrence, seriesStartOf(times)) };
  const startDate = times.start.dateTime.slice(0, 10);
  const datesBefore = [before.recurrence?.range.startDate, timesBefore(before, times.start.timeZone).start.dateTime.slice(0, 10)];
  if (!before.recurrence || datesBefore.includes(startDate)) return {};
  return { recurrence: moveRecurrence(before.recurrence, startDate) };
}
