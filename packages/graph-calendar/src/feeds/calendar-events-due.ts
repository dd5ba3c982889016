import type { DueQuery, RaisedEvent } from "@casement/core";
import type { StoredCalendarEvent } from "../calendar-event.ts";
import { calendarEventPayloadOf, type eventSchemas } from "../calendar-event-schemas.ts";
import { completeOccurrence } from "../complete-occurrence.ts";

/** The events for calendar events that start or end after `after` and until `until`. All-day ones do so at midnight in the account's time zone. */
export function calendarEventsDue({
  key,
  items,
  after,
  until,
}: DueQuery<StoredCalendarEvent>): readonly RaisedEvent<typeof eventSchemas>[] {
  const raised: RaisedEvent<typeof eventSchemas>[] = [];
  const raiseIfDue = (event: "event-started" | "event-ended", at: number, id: string, stored: StoredCalendarEvent) => {
    if (at <= after.getTime() || at > until.getTime()) return;
    const item = completeOccurrence(stored, items);
    if (item && !item.isCancelled) raised.push({ event, payload: calendarEventPayloadOf(key, id, item), at: new Date(at) });
  };
  for (const [id, item] of items) {
    if (item.type === "series" || item.agendaOnly) continue;
    raiseIfDue("event-started", item.startsAt, id, item);
    raiseIfDue("event-ended", item.endsAt, id, item);
  }
  return raised;
}
