import * as z from "zod";
import type { CalendarEventItem } from "./calendar-event.ts";
import { parseOffsetTag } from "./parse-offset-tag.ts";

const payload = z.object({
  id: z.string().describe("ID of the calendar event. For a series, the ID of its master"),
  calendar: z.string().describe("ID of the calendar"),
  subject: z.string(),
  start: z.string().describe("ISO 8601 with offset; a date for an all-day event"),
  end: z.string(),
  allDay: z.boolean(),
  seriesMasterId: z.string().optional().describe("For an occurrence or exception"),
  recurrence: z.string().optional().describe("RFC 5545 RRULE, when the event is about a whole series"),
});
export type EventPayload = z.output<typeof payload>;

const origin = z.enum(["casement", "external"]);

/** The events that a plugin for calendars raises, with their payloads. */
export const eventSchemas = {
  "event-created": payload.extend({ origin }),
  "event-modified": payload.extend({
    origin,
    changed: z.array(z.string()).describe("Names of attributes. Empty when the event moved into the window"),
  }),
  "event-removed": payload.extend({ origin, cancelled: z.boolean().describe("Canceled by the organizer, but still in the calendar") }),
  "event-responded": payload.extend({
    origin,
    response: z.enum(["accepted", "tentativelyAccepted", "declined"]),
    attendee: z.string().optional().describe("Email address of the attendee who responded. Absent when you responded"),
  }),
  "event-started": payload,
  "event-ended": payload,
};

export function calendarEventPayloadOf(calendar: string, id: string, item: CalendarEventItem): EventPayload {
  const { subject, start, end, allDay, seriesMasterId, recurrence } = item;
  return {
    id,
    calendar,
    subject: parseOffsetTag(subject).subject,
    start,
    end,
    allDay,
    ...(seriesMasterId === undefined ? {} : { seriesMasterId }),
    ...(item.type === "series" && recurrence !== undefined ? { recurrence } : {}),
  };
}
