import { htmlToText, plainText } from "@casement/graph-text";
import { allDayDate, startOfDay, toInstant, toIso } from "@casement/graph-time";
import type { EventItem, EventView } from "./event-item.ts";
import type { GraphAttendee, GraphEmailAddress, GraphEvent } from "./graph-types.ts";
import { offsetTag } from "./offset-tag.ts";
import { toRrule } from "./recurrence/to-rrule.ts";

/** Characters of body text that an item keeps. */
const bodyLimit = 2000;

const types: Record<string, EventItem["type"]> = { occurrence: "occurrence", exception: "exception", seriesmaster: "series" };

type Times = Pick<EventItem, "start" | "end" | "startsAt" | "endsAt">;

/** An occurrence as delta gives it: id, type, master and times. Everything else, also whether the times are whole days, is in its series' master. */
export function isStub(event: GraphEvent): boolean {
  return event.type === "occurrence" && event.subject === undefined && event.isAllDay === undefined;
}

/** An event as the feed keeps it; times in the account's zone. */
export function toItem(event: GraphEvent, zone: string): EventItem {
  const allDay = event.isAllDay === true;
  return clean({
    type: types[event.type?.toLowerCase() ?? ""] ?? "single",
    subject: event.subject ?? "",
    ...timesOf(event, allDay, zone),
    allDay,
    location: event.location?.displayName || undefined,
    ...bodyOf(event),
    organizer: personOf(event.organizer?.emailAddress),
    attendees: listOf(event.attendees?.map(attendeeOf)),
    categories: listOf(event.categories),
    sensitivity: event.sensitivity ?? undefined,
    showAs: event.showAs ?? undefined,
    importance: event.importance ?? undefined,
    isCancelled: event.isCancelled ?? undefined,
    responseStatus: event.responseStatus?.response ?? undefined,
    reminder: event.isReminderOn === false ? null : (event.reminderMinutesBeforeStart ?? undefined),
    joinUrl: event.onlineMeeting?.joinUrl || event.onlineMeetingUrl || undefined,
    webLink: event.webLink ?? undefined,
    seriesMasterId: event.seriesMasterId ?? undefined,
    recurrence: ruleOf(event, allDay, zone),
    created: event.createdDateTime ?? undefined,
    modified: event.lastModifiedDateTime ?? undefined,
  });
}

/** An occurrence made whole from its series. */
export function complete(stub: GraphEvent, master: EventItem, zone: string): EventItem {
  return occurrenceOf(master, stub.seriesMasterId ?? "", timesOf(stub, master.allDay, zone));
}

/** The same occurrence under a master that changed. */
export function recomplete(occurrence: EventItem, master: EventItem): EventItem {
  const { start, end, startsAt, endsAt } = occurrence;
  return occurrenceOf(master, occurrence.seriesMasterId ?? "", { start, end, startsAt, endsAt });
}

function occurrenceOf(master: EventItem, seriesMasterId: string, times: Times): EventItem {
  return { ...master, ...times, type: "occurrence", seriesMasterId };
}

/** What sensors and services show of an item. */
export function toView(id: string, item: EventItem): EventView {
  const { type: _type, startsAt: _startsAt, endsAt: _endsAt, created: _created, modified: _modified, ...shown } = item;
  return { id, ...shown, subject: offsetTag(item.subject).subject };
}

function timesOf(event: GraphEvent, allDay: boolean, zone: string): Times {
  if (!event.start || !event.end) throw new RangeError(`Graph sent an event without start or end (type ${event.type ?? "unknown"}).`);
  if (allDay) {
    const start = allDayDate(event.start);
    const end = allDayDate(event.end);
    return { start, end, startsAt: startOfDay(start, zone).getTime(), endsAt: startOfDay(end, zone).getTime() };
  }
  const start = toInstant(event.start, zone);
  const end = toInstant(event.end, zone);
  return { start: toIso(start, zone), end: toIso(end, zone), startsAt: start.getTime(), endsAt: end.getTime() };
}

function bodyOf(event: GraphEvent): Pick<EventItem, "body" | "bodyTruncated"> {
  const content = event.body?.content;
  if (!content) return {};
  const text = event.body?.contentType?.toLowerCase() === "text" ? plainText(content) : htmlToText(content);
  if (text.length <= bodyLimit) return { body: text || undefined };
  return { body: `${text.slice(0, bodyLimit).trimEnd()}…`, bodyTruncated: true };
}

function ruleOf(event: GraphEvent, allDay: boolean, zone: string): string | undefined {
  if (!event.recurrence || !event.start) return undefined;
  return toRrule(event.recurrence, { start: event.start, allDay, zone: event.originalStartTimeZone ?? zone });
}

function personOf(address: GraphEmailAddress | null | undefined): EventView["organizer"] {
  if (!address?.name && !address?.address) return undefined;
  return clean({ name: address.name || undefined, email: address.address || undefined });
}

function attendeeOf(attendee: GraphAttendee): NonNullable<EventView["attendees"]>[number] {
  return { ...personOf(attendee.emailAddress), type: attendee.type ?? "required", response: attendee.status?.response ?? "none" };
}

function listOf<T>(list: T[] | null | undefined): T[] | undefined {
  return list && list.length > 0 ? list : undefined;
}

/** Items are compared and stored: an absent property is absent. */
function clean<T extends object>(value: T): T {
  return Object.fromEntries(Object.entries(value).filter(([, entry]) => entry !== undefined)) as T;
}
