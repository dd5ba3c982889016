import type { CalendarComponent, CalendarSpan } from "@casement/core";
import { momentOf, parseBasicUtc } from "../collections/calendar-moments.ts";
import { DavError } from "../protocol/dav-error.ts";
import type { XmlElement } from "../xml/read-xml.ts";
import { caldavName, type XmlName } from "../xml/xml-names.ts";

/** From (inclusive) and until (exclusive), in milliseconds since 1970. */
export interface TimeRange {
  readonly from: number;
  readonly until: number;
}

/** @throws DavError 403 */
export function readTimeRange({ attributes: { start, end } }: XmlElement, precondition: XmlName = caldavName("valid-filter")): TimeRange {
  const from = start === undefined ? Number.NEGATIVE_INFINITY : parseBasicUtc(start);
  const until = end === undefined ? Number.POSITIVE_INFINITY : parseBasicUtc(end);
  if (from === undefined || until === undefined || (start === undefined && end === undefined) || from >= until)
    throw new DavError(403, "A time range has a start, an end or both, in UTC, such as 20260302T090000Z, and starts before it ends.", {
      precondition,
    });
  return { from, until };
}

/** RFC 4791, section 9.9, for events. */
export const overlapsEvent = ([start, end]: CalendarSpan, { from, until }: TimeRange): boolean =>
  start === end ? from <= start && until > start : from < end && until > start;

/** RFC 4791, section 9.9, for tasks. */
export function overlapsTask(task: CalendarComponent, { from, until }: TimeRange, zone: string): boolean {
  const start = task.dtstart && momentOf(task.dtstart, zone);
  const due = task.due && momentOf(task.due, zone);
  if (start !== undefined && due !== undefined) return (from < due || from <= start) && (until > start || until >= due);
  if (start !== undefined) return from <= start && until > start;
  if (due !== undefined) return from < due && until >= due;
  const completed = task.completed === undefined ? undefined : Date.parse(task.completed);
  const created = task.created === undefined ? undefined : Date.parse(task.created);
  if (completed !== undefined && created !== undefined)
    return (from <= created || from <= completed) && (until >= created || until >= completed);
  if (completed !== undefined) return from <= completed && until >= completed;
  return created === undefined || until > created;
}
