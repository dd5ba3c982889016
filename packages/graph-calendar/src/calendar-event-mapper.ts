import { truncateText } from "@casement/core";
import { htmlToText, plainText } from "@casement/graph-text";
import { allDayDate, ianaZone, startOfDay, toInstant, toIso } from "@casement/graph-time";
import type { CalendarEvent, CalendarEventItem, CalendarOccurrence } from "./calendar-event.ts";
import type { GraphAttendee, GraphEmailAddress, GraphEvent } from "./graph-types.ts";
import { parseOffsetTag } from "./parse-offset-tag.ts";
import { toRrule } from "./recurrence/to-rrule.ts";

/** Maximum number of characters of body text in an item. */
const maxBodyLength = 2000;

const itemTypes: ReadonlyMap<string, CalendarEventItem["type"]> = new Map([
  ["occurrence", "occurrence"],
  ["exception", "exception"],
  ["seriesmaster", "series"],
]);

/** Properties of an item that no sensor or service shows. */
const internalProperties: ReadonlySet<string> = new Set([
  "type",
  "startsAt",
  "endsAt",
  "created",
  "modified",
  "uid",
  "clientUid",
  "zone",
  "isOrganizer",
  "originalStart",
  "cancelledDates",
  "changeKey",
  "agendaOnly",
] satisfies Exclude<keyof CalendarEventItem, keyof CalendarEvent>[]);

type ItemTimes = Pick<CalendarEventItem, "start" | "end" | "startsAt" | "endsAt">;

/** Whether an occurrence has only id, type, master and times, as in delta responses. Its other properties, `isAllDay` included, are its master's. */
export function isOccurrenceStub(event: GraphEvent): boolean {
  return event.type === "occurrence" && event.subject === undefined && event.isAllDay === undefined;
}

/** The item that the feed stores for an event, with times in the account's time zone. */
export function toCalendarEventItem(event: GraphEvent, zone: string): CalendarEventItem {
  const allDay = event.isAllDay === true;
  return withoutUndefined({
    type: itemTypes.get(event.type?.toLowerCase() ?? "") ?? "single",
    subject: event.subject ?? "",
    ...timesOf(event, allDay, zone),
    allDay,
    location: event.location?.displayName || undefined,
    ...bodyOf(event),
    organizer: personOf(event.organizer?.emailAddress),
    attendees: nonEmpty(event.attendees?.map(attendeeOf)),
    categories: nonEmpty(event.categories),
    sensitivity: event.sensitivity ?? undefined,
    showAs: event.showAs ?? undefined,
    importance: event.importance ?? undefined,
    isCancelled: event.isCancelled ?? undefined,
    responseStatus: event.responseStatus?.response ?? undefined,
    reminder: event.isReminderOn === false ? null : (event.reminderMinutesBeforeStart ?? undefined),
    joinUrl: event.onlineMeeting?.joinUrl || event.onlineMeetingUrl || undefined,
    webLink: event.webLink ?? undefined,
    hasAttachments: event.hasAttachments || undefined,
    seriesMasterId: event.seriesMasterId ?? undefined,
    recurrence: rruleOf(event, allDay, zone),
    created: event.createdDateTime ?? undefined,
    modified: event.lastModifiedDateTime ?? undefined,
    uid: event.iCalUId ?? undefined,
    zone: ianaZone(event.recurrence?.range.recurrenceTimeZone || event.originalStartTimeZone || ""),
    isOrganizer: event.isOrganizer ?? undefined,
    originalStart: event.originalStart ? Date.parse(event.originalStart) : undefined,
    // The last ten characters are the date. Source: Microsoft's example of event-get with cancelledOccurrences.
    cancelledDates: event.cancelledOccurrences?.map((name) => name.slice(-10)),
    changeKey: event.changeKey ?? undefined,
  });
}

/** The item of an occurrence of a series. */
export function toCalendarOccurrence(event: GraphEvent, master: CalendarEventItem, zone: string): CalendarOccurrence {
  return { type: "occurrence", seriesMasterId: event.seriesMasterId ?? "", ...timesOf(event, master.allDay, zone) };
}

/** The event that sensors and services show for an item. */
export function toCalendarEvent(id: string, item: CalendarEventItem): CalendarEvent {
  const shown = Object.entries(item).filter(([name]) => !internalProperties.has(name));
  return { id, ...(Object.fromEntries(shown) as Omit<CalendarEvent, "id">), subject: parseOffsetTag(item.subject).subject };
}

function timesOf(event: GraphEvent, allDay: boolean, zone: string): ItemTimes {
  if (!event.start || !event.end) throw new RangeError(`Graph returned an event without start or end (type ${event.type ?? "unknown"}).`);
  if (allDay) {
    const start = allDayDate(event.start);
    const end = allDayDate(event.end);
    return { start, end, startsAt: startOfDay(start, zone).getTime(), endsAt: startOfDay(end, zone).getTime() };
  }
  const start = toInstant(event.start, zone);
  const end = toInstant(event.end, zone);
  return { start: toIso(start, zone), end: toIso(end, zone), startsAt: start.getTime(), endsAt: end.getTime() };
}

function bodyOf(event: GraphEvent): Pick<CalendarEventItem, "body" | "bodyTruncated"> {
  const content = event.body?.content;
  if (!content) return {};
  const text = event.body?.contentType?.toLowerCase() === "text" ? plainText(content) : htmlToText(content);
  if (text.length <= maxBodyLength) return { body: text || undefined };
  return { body: `${truncateText(text, maxBodyLength).trimEnd()}…`, bodyTruncated: true };
}

function rruleOf(event: GraphEvent, allDay: boolean, zone: string): string | undefined {
  if (!event.recurrence || !event.start) return undefined;
  return toRrule(event.recurrence, { start: event.start, allDay, zone: ianaZone(event.originalStartTimeZone ?? "") ?? zone });
}

function personOf(address: GraphEmailAddress | null | undefined): CalendarEvent["organizer"] {
  if (!address?.name && !address?.address) return undefined;
  return withoutUndefined({ name: address.name || undefined, email: address.address || undefined });
}

function attendeeOf(attendee: GraphAttendee): NonNullable<CalendarEvent["attendees"]>[number] {
  return { ...personOf(attendee.emailAddress), type: attendee.type ?? "required", response: attendee.status?.response ?? "none" };
}

function nonEmpty<T>(list: T[] | null | undefined): T[] | undefined {
  return list && list.length > 0 ? list : undefined;
}

/** Items are stored as JSON and compared, so undefined properties must not be there. */
function withoutUndefined<T extends object>(value: T): T {
  return Object.fromEntries(Object.entries(value).filter(([, entry]) => entry !== undefined)) as T;
}
