import {
  addDays,
  allDayDate,
  type DateTimeTimeZone,
  daysBetween,
  localDate,
  startOfDay,
  toDateTimeTimeZone,
  toInstant,
  wallTime,
} from "@casement/graph-time";
import { hasOccurrenceOn, occurrenceDates } from "./recurrence-dates.ts";
import type { EventFields, EventState, StoredEvent } from "./stored-event.ts";

/** An event as a calendar shows it: a single event, a series master, an occurrence, or an exception. */
export interface EventInstance {
  id: string;
  type: "singleInstance" | "seriesMaster" | "occurrence" | "exception";
  event: StoredEvent;
  /** Original date of an occurrence. */
  date?: string;
  /** Milliseconds since 1970. */
  start: number;
  end: number;
  version: number;
  modified: Date;
  fields: EventFields & EventState;
}

const occurrenceMarker = "FRAAg";

/** Returns the id of an occurrence. It contains the series and the date, so it never changes. */
export function occurrenceIdOf(masterId: string, date: string): string {
  return `${masterId.replace(/=+$/, "")}${occurrenceMarker}${date.replaceAll("-", "")}AAA=`;
}

/** Names an occurrence, also a canceled one, by its series and original date. Accepted in place of an id. */
export const occurrenceNameOf = (masterId: string, date: string): string => `OID.${masterId}.${date}`;

export function parseOccurrenceId(id: string): { masterId: string; date: string } | undefined {
  const [, masterId, originalDate] = /^OID\.(.+)\.(\d{4}-\d\d-\d\d)$/.exec(id) ?? [];
  if (masterId !== undefined) return { masterId, date: originalDate! };
  const [, master, year, month, day] = new RegExp(`^(.+)${occurrenceMarker}(\\d{4})(\\d\\d)(\\d\\d)AAA=$`).exec(id) ?? [];
  return master ? { masterId: `${master}=`, date: `${year}-${month}-${day}` } : undefined;
}

/**
 * Returns the `iCalUId` of an occurrence: that of its series with the original date in place of zeros, as in Exchange's global object ids.
 * Source: learn.microsoft.com/openspecs/exchange_server_protocols/ms-oxocal, PidLidGlobalObjectId.
 */
export function occurrenceUidOf(seriesUid: string, date: string): string {
  const [year = 0, month = 0, day = 0] = date.split("-").map(Number);
  const hex = (value: number, digits: number) => value.toString(16).toUpperCase().padStart(digits, "0");
  return seriesUid.slice(0, uidClass.length) + hex(year, 4) + hex(month, 2) + hex(day, 2) + seriesUid.slice(uidClass.length + 8);
}

const uidClass = "040000008200E00074C5B7101A82E008";
/** Builds the `iCalUId` of a series or single event, in which the date is zero. `unique` has hexadecimal digits. */
export const createUid = (unique: string): string => `${uidClass}00000000${unique.toUpperCase()}`;

const knownInstants = new WeakMap<object, number>();

/** Converts a stored time to milliseconds. Stored times are immutable, so results are cached. */
function instantOf(time: DateTimeTimeZone): number {
  const known = knownInstants.get(time) ?? toInstant(time).getTime();
  knownInstants.set(time, known);
  return known;
}

function spanOf(fields: Pick<EventFields, "start" | "end">): { start: number; end: number } {
  return { start: instantOf(fields.start), end: instantOf(fields.end) };
}

/** Returns the instance of the event itself: a single event or a series master. */
export function toInstance(event: StoredEvent): EventInstance {
  const type = event.recurrence ? "seriesMaster" : "singleInstance";
  return { id: event.id, type, event, version: event.version, modified: event.modified, fields: event, ...spanOf(event) };
}

interface SeriesClock {
  /** Local time in the recurrence's time zone: "09:00:00". */
  startTime: string;
  endTime: string;
  /** Number of midnights between start and end. */
  midnights: number;
  /** Values from which it was computed, in addition to the start. */
  from: { end: DateTimeTimeZone; zone: string };
}

const seriesClocks = new WeakMap<object, SeriesClock>();

/** Returns the data from which the times of an occurrence are computed. */
function seriesClockOf(event: StoredEvent): SeriesClock {
  const zone = event.recurrence!.range.recurrenceTimeZone;
  const known = seriesClocks.get(event.start);
  if (known?.from.end === event.end && known.from.zone === zone) return known;
  const { start, end } = spanOf(event);
  const [first = "", startTime = ""] = wallTime(new Date(start), zone).split("T");
  const [last = "", endTime = ""] = wallTime(new Date(end), zone).split("T");
  const from = { end: event.end, zone };
  const clock = event.isAllDay
    ? { startTime: "00:00:00", endTime: "00:00:00", midnights: daysBetween(allDayDate(event.start), allDayDate(event.end)), from }
    : { startTime, endTime, midnights: daysBetween(first, last), from };
  seriesClocks.set(event.start, clock);
  return clock;
}

/** Returns the times of the occurrence on a date. The local time in the recurrence's time zone stays the same when clocks change. */
function scheduledTimes(event: StoredEvent, date: string): Pick<EventFields, "start" | "end"> {
  const { startTime, endTime, midnights } = seriesClockOf(event);
  const timeZone = event.isAllDay ? event.start.timeZone : event.recurrence!.range.recurrenceTimeZone;
  const start = { dateTime: `${date}T${startTime}`, timeZone };
  const end = { dateTime: `${midnights === 0 ? date : addDays(date, midnights)}T${endTime}`, timeZone };
  // If the clocks skip the start time, the start would be after the end.
  if (instantOf(end) >= instantOf(start)) return { start, end };
  const { start: first, end: last } = spanOf(event);
  return { start, end: toDateTimeTimeZone(new Date(instantOf(start) + last - first), timeZone) };
}

/** Returns the original start of the occurrence on a date: Graph's `originalStart`. */
export function originalStartOf(event: StoredEvent, date: string): Date {
  return event.isAllDay ? startOfDay(date, event.start.timeZone) : new Date(instantOf(scheduledTimes(event, date).start));
}

function toOccurrence(event: StoredEvent, date: string): EventInstance {
  const exception = event.exceptions.get(date);
  const fields = { ...event, ...scheduledTimes(event, date), ...exception?.fields };
  return {
    id: occurrenceIdOf(event.id, date),
    type: exception ? "exception" : "occurrence",
    event,
    date,
    version: Math.max(event.version, exception?.version ?? 0),
    modified: exception?.modified ?? event.modified,
    fields,
    ...spanOf(fields),
  };
}

/** Returns the occurrence of a series on a date, or undefined if there is none. */
export function findOccurrence(event: StoredEvent, date: string): EventInstance | undefined {
  if (!event.recurrence || event.canceledDates.has(date) || !hasOccurrenceOn(event.recurrence, date)) return undefined;
  return toOccurrence(event, date);
}

/** Returns the exceptions of a series, oldest original date first. */
export const exceptionsOf = (event: StoredEvent): EventInstance[] =>
  [...event.exceptions.keys()]
    .filter((date) => !event.canceledDates.has(date))
    .sort()
    .map((date) => toOccurrence(event, date));

const overlaps = (instance: EventInstance, from: number, until: number) =>
  instance.start < until && (instance.end > from || (instance.end === instance.start && instance.start >= from));

/**
 * Returns the instances of an event between two times (in milliseconds), sorted by start: the event itself, or occurrences and exceptions
 * of its series.
 */
export function instancesOf(event: StoredEvent, from: number, until: number): EventInstance[] {
  if (!event.recurrence) return [toInstance(event)].filter((instance) => overlaps(instance, from, until));
  const zone = event.recurrence.range.recurrenceTimeZone;
  const { start, end } = spanOf(event);
  const length = end - start;
  // Two days of margin for time zones and daylight saving time.
  const first = addDays(localDate(new Date(from - length), zone), -2);
  const last = addDays(localDate(new Date(until), zone), 2);
  const found: EventInstance[] = [];
  for (const date of occurrenceDates(event.recurrence, last))
    if (date >= first && !event.canceledDates.has(date) && !event.exceptions.has(date)) found.push(toOccurrence(event, date));
  found.push(...exceptionsOf(event));
  return found.filter((instance) => overlaps(instance, from, until)).sort((a, b) => a.start - b.start);
}
