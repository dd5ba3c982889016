import type { FeedChange, RaisedEvent } from "@casement/core";
import type { CalendarEventItem, StoredCalendarEvent } from "../calendar-event.ts";
import { calendarEventPayloadOf, type eventSchemas } from "../calendar-event-schemas.ts";
import { completeOccurrence } from "../complete-occurrence.ts";

type ResponseStatus = "accepted" | "tentativelyAccepted" | "declined";

const responseStatuses: ReadonlySet<string | undefined> = new Set([
  "accepted",
  "tentativelyAccepted",
  "declined",
] satisfies ResponseStatus[]);
const comparedProperties = [
  "subject",
  "location",
  "body",
  "organizer",
  "categories",
  "sensitivity",
  "showAs",
  "importance",
  "isCancelled",
  "reminder",
  "joinUrl",
  "recurrence",
  "hasAttachments",
] as const;

/**
 * The events that a change of an item means. Changes of occurrences raise none: the master of their series does. When an occurrence is
 * deleted by itself, `syncEvents` removes it, and its removal is announced. When it goes with its series, `syncEvents` evicts it. Events
 * outside of the sensors' window are treated as if they were not stored.
 */
export function calendarEventChanges(change: FeedChange<StoredCalendarEvent>): readonly RaisedEvent<typeof eventSchemas>[] {
  const { key, id, after, origin, since, items } = change;
  const before = change.before?.agendaOnly ? undefined : change.before && completeOccurrence(change.before, items);
  if (!after) {
    if (!before || before.isCancelled) return [];
    return [{ event: "event-removed", payload: { ...calendarEventPayloadOf(key, id, before), origin, cancelled: false } }];
  }
  if (!("subject" in after) || after.type === "occurrence" || (after.agendaOnly && !before)) return [];
  const payload = { ...calendarEventPayloadOf(key, id, after), origin };
  if (after.isCancelled) return before && !before.isCancelled ? [{ event: "event-removed", payload: { ...payload, cancelled: true } }] : [];
  if (!before) {
    // The item is new here because the window or the event moved. It is news only when Graph dates it after the previous round.
    if (after.type !== "exception" && isSince(after.created, since)) return [{ event: "event-created", payload }];
    return isSince(after.modified, since) ? [{ event: "event-modified", payload: { ...payload, changed: [] } }] : [];
  }
  const responses = responsesIn(before, after);
  const changed = changedProperties(before, after);
  return [
    ...(changed.length > 0 ? [{ event: "event-modified" as const, payload: { ...payload, changed } }] : []),
    ...responses.map((response) => ({ event: "event-responded" as const, payload: { ...payload, ...response } })),
  ];
}

function isSince(time: string | undefined, since: Date): boolean {
  return time !== undefined && Date.parse(time) >= since.getTime();
}

function changedProperties(before: CalendarEventItem, after: CalendarEventItem): string[] {
  // Outlook sets `showAs` when you respond.
  const hasResponded = before.responseStatus !== after.responseStatus;
  const changed: string[] = comparedProperties.filter(
    (name) => !(hasResponded && name === "showAs") && !isSameJson(before[name], after[name]),
  );
  if (before.allDay !== after.allDay) changed.push("allDay");
  // For timed events the instants count: the same instant with another offset is not a change.
  const [start, end] = after.allDay && before.allDay ? (["start", "end"] as const) : (["startsAt", "endsAt"] as const);
  if (before[start] !== after[start]) changed.push("start");
  if (before[end] !== after[end]) changed.push("end");
  if (!isSameJson(invitedPeople(before), invitedPeople(after))) changed.push("attendees");
  return changed;
}

function invitedPeople(item: CalendarEventItem): string[] {
  return (item.attendees ?? []).map(({ email = "", name = "", type }) => `${type} ${email.toLowerCase() || name}`).sort();
}

function responsesIn(before: CalendarEventItem, after: CalendarEventItem): { response: ResponseStatus; attendee?: string }[] {
  if (before.responseStatus !== after.responseStatus)
    return responseStatuses.has(after.responseStatus) ? [{ response: after.responseStatus as ResponseStatus }] : [];
  const previous = new Map(before.attendees?.map(({ email, response }) => [email?.toLowerCase(), response]));
  return (after.attendees ?? [])
    .filter(
      ({ email, response }) => email !== undefined && responseStatuses.has(response) && previous.get(email.toLowerCase()) !== response,
    )
    .map(({ email, response }) => ({ response: response as ResponseStatus, attendee: email! }));
}

function isSameJson(a: unknown, b: unknown): boolean {
  return JSON.stringify(a) === JSON.stringify(b);
}
