import { addDays, localDate, parseInstant, startOfDay, toDateTimeTimeZone, toInstant, wallTime } from "@casement/graph-time";
import { occurrenceDates, occursOn } from "./recurrence-dates.ts";
import type { EventFields, EventState, StoredEvent } from "./stored-event.ts";

/** An event as it stands in a calendar: a single one, a series master, an occurrence or an exception. */
export interface Instance {
  id: string;
  type: "singleInstance" | "seriesMaster" | "occurrence" | "exception";
  event: StoredEvent;
  /** The date on which an occurrence was due. */
  date?: string;
  /** Milliseconds since 1970. */
  start: number;
  end: number;
  version: number;
  modified: Date;
  fields: EventFields & EventState;
}

const marker = "FRAAg";
const minute = 60_000;

/** The id of an occurrence tells its series and date, so it stays the same whatever happens to either. */
export function occurrenceId(masterId: string, date: string): string {
  return `${masterId.replace(/=+$/, "")}${marker}${date.replaceAll("-", "")}AAA=`;
}

export function parseOccurrenceId(id: string): { masterId: string; date: string } | undefined {
  const [, master, year, month, day] = new RegExp(`^(.+)${marker}(\\d{4})(\\d\\d)(\\d\\d)AAA=$`).exec(id) ?? [];
  return master ? { masterId: `${master}=`, date: `${year}-${month}-${day}` } : undefined;
}

function span(fields: Pick<EventFields, "start" | "end">): { start: number; end: number } {
  return { start: toInstant(fields.start).getTime(), end: toInstant(fields.end).getTime() };
}

/** The event itself: a single one or the master of a series. */
export function eventItself(event: StoredEvent): Instance {
  const type = event.recurrence ? "seriesMaster" : "singleInstance";
  return { id: event.id, type, event, version: event.version, modified: event.modified, fields: event, ...span(event) };
}

/** The wall times of a series' occurrence on a date, in the zone of the recurrence, so that nine o'clock stays nine o'clock. */
function due(event: StoredEvent, date: string): Pick<EventFields, "start" | "end"> {
  const zone = event.recurrence!.range.recurrenceTimeZone;
  if (event.isAllDay) {
    const length = Math.round((toInstant(event.end).getTime() - toInstant(event.start).getTime()) / (1440 * minute));
    const midnight = (day: string) => ({ dateTime: `${day}T00:00:00.0000000`, timeZone: event.start.timeZone });
    return { start: midnight(date), end: midnight(addDays(date, length)) };
  }
  const master = span(event);
  const startTime = wallTime(new Date(master.start), zone).slice(11);
  const endTime = wallTime(new Date(master.end), zone).slice(11);
  const nights =
    (Date.parse(localDate(new Date(master.end), zone)) - Date.parse(localDate(new Date(master.start), zone))) / (1440 * minute);
  const start = parseInstant(`${date}T${startTime}`, zone);
  const end = parseInstant(`${addDays(date, nights)}T${endTime}`, zone);
  // An hour that the clock skips moves the start behind the end.
  const fit = end.getTime() < start.getTime() ? new Date(start.getTime() + master.end - master.start) : end;
  return { start: toDateTimeTimeZone(start, zone), end: toDateTimeTimeZone(fit, zone) };
}

/** When the occurrence of a date was due at first: Graph's `originalStart`. */
export function originalStart(event: StoredEvent, date: string): Date {
  return event.isAllDay ? startOfDay(date, event.start.timeZone) : toInstant(due(event, date).start);
}

function occurrence(event: StoredEvent, date: string): Instance {
  const exception = event.exceptions.get(date);
  const fields = { ...event, ...due(event, date), ...exception?.fields };
  return {
    id: occurrenceId(event.id, date),
    type: exception ? "exception" : "occurrence",
    event,
    date,
    version: Math.max(event.version, exception?.version ?? 0),
    modified: exception?.modified ?? event.modified,
    fields,
    ...span(fields),
  };
}

/** The occurrence of a series on a date, if there is one. */
export function occurrenceOn(event: StoredEvent, date: string): Instance | undefined {
  if (!event.recurrence || event.cancelledDates.has(date) || !occursOn(event.recurrence, date)) return undefined;
  return occurrence(event, date);
}

const overlaps = (instance: Instance, from: number, until: number) =>
  instance.start < until && (instance.end > from || (instance.end === instance.start && instance.start >= from));

/** What an event puts between two instants (milliseconds): itself, or occurrences and exceptions of its series, by start. */
export function instancesOf(event: StoredEvent, from: number, until: number): Instance[] {
  if (!event.recurrence) return [eventItself(event)].filter((instance) => overlaps(instance, from, until));
  const zone = event.recurrence.range.recurrenceTimeZone;
  const length = toInstant(event.end).getTime() - toInstant(event.start).getTime();
  // Two days of margin: zones, and clocks that change.
  const first = addDays(localDate(new Date(from - length), zone), -2);
  const last = addDays(localDate(new Date(until), zone), 2);
  const found: Instance[] = [];
  for (const date of occurrenceDates(event.recurrence, last))
    if (date >= first && !event.cancelledDates.has(date) && !event.exceptions.has(date)) found.push(occurrence(event, date));
  for (const date of event.exceptions.keys()) if (!event.cancelledDates.has(date)) found.push(occurrence(event, date));
  return found.filter((instance) => overlaps(instance, from, until)).sort((a, b) => a.start - b.start);
}
