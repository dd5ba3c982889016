import type { CalendarComponent, CalendarTime } from "@casement/core";
import { parseInstant, wallTime } from "@casement/graph-time";
import type { StoredCalendarEvents } from "../calendar-event.ts";
import { timeKey } from "./component-changes.ts";

/** A series as the resource of a calendar has it. */
export interface CalendarSeries {
  readonly id: string;
  readonly items: StoredCalendarEvents;
  /** Without rule for a single event. */
  readonly master: CalendarComponent;
  /** The account's. */
  readonly zone: string;
}

/** The input of a service that names an occurrence by the start that its rule gave it: its id where it is known, else the day. */
export function occurrenceInput(series: CalendarSeries, start: CalendarTime): { readonly id: string; readonly occurrence?: string } {
  const key = timeKey(start, series.zone);
  for (const [id, item] of series.items) {
    if (item.type !== "occurrence" && item.type !== "exception") continue;
    const at = "subject" in item ? (item.originalStart ?? item.startsAt) : item.startsAt;
    const isStart = start.at.length === 10 ? item.start === start.at && item.type === "occurrence" : new Date(at).toISOString() === key;
    if (isStart) return { id };
  }
  return { id: series.id, occurrence: occurrenceDay(series.master, start, series.zone) };
}

/** The day of an occurrence in the time zone of its series. */
export function occurrenceDay({ dtstart }: CalendarComponent, { at, zone }: CalendarTime, accountZone: string): string {
  if (at.length === 10) return at;
  const seriesZone = dtstart?.at.endsWith("Z") ? "UTC" : (dtstart?.zone ?? accountZone);
  return wallTime(parseInstant(at, at.endsWith("Z") ? "UTC" : (zone ?? accountZone)), seriesZone).slice(0, 10);
}

/** An occurrence as the rule has it, where an override stands. */
export function plainOccurrence(master: CalendarComponent, { recurrenceId, dtstart }: CalendarComponent): CalendarComponent {
  const { rrule: _rrule, exdate: _exdate, ...rest } = master;
  const start = recurrenceId ?? dtstart!;
  return {
    ...rest,
    recurrenceId: start,
    dtstart: start,
    ...(master.dtstart && master.dtend && { dtend: { ...start, at: sameLength(start.at, master.dtstart.at, master.dtend.at) } }),
  };
}

/** An occurrence is as long as the first one, by the clock on the wall. */
function sameLength(at: string, start: string, end: string): string {
  const ms = (text: string): number => Date.parse(text.length === 10 ? `${text}T00:00:00Z` : text.endsWith("Z") ? text : `${text}Z`);
  const text = new Date(ms(at) + ms(end) - ms(start)).toISOString().slice(0, 19);
  return at.length === 10 ? text.slice(0, 10) : at.endsWith("Z") ? `${text}Z` : text;
}

/** The starts that one list of EXDATE has and another has not. */
export function exdatesNotIn(list: CalendarComponent, other: CalendarComponent, zone: string): CalendarTime[] {
  const known = new Set((other.exdate ?? []).map((time) => timeKey(time, zone)));
  return (list.exdate ?? []).filter((time) => !known.has(timeKey(time, zone)));
}
