import type { StoredCalendarEvent, StoredCalendarEvents } from "../calendar-event.ts";
import { completeOccurrence } from "../complete-occurrence.ts";

/** `responseStatus` of events to which somebody else invited you. */
const invitationStatuses: ReadonlySet<string | undefined> = new Set(["notResponded", "accepted", "tentativelyAccepted", "declined"]);

/**
 * Whether other people learn that a stored event is changed or removed. Outlook tells the attendees when the organizer does so. For an event
 * that is not stored, they might.
 */
export function reachesAttendees(item: unknown, items: ReadonlyMap<string, unknown>): boolean {
  const event = item === undefined ? undefined : completeOccurrence(item as StoredCalendarEvent, items as StoredCalendarEvents);
  if (!event) return true;
  return (event.attendees ?? []).length > 0 && !invitationStatuses.has(event.responseStatus);
}
