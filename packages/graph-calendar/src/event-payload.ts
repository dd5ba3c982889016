import * as z from "zod";
import type { EventItem } from "./event-item.ts";
import { offsetTag } from "./offset-tag.ts";

const payload = z.object({
  id: z.string().describe("Event id; of a series, its master's"),
  calendar: z.string().describe("Calendar id"),
  subject: z.string(),
  start: z.string().describe("ISO 8601 with offset; a date for an all-day event"),
  end: z.string(),
  allDay: z.boolean(),
  seriesMasterId: z.string().optional().describe("Of an occurrence or exception"),
  recurrence: z.string().optional().describe("RFC 5545 RRULE, where the event is about the whole series"),
});
export type Payload = z.output<typeof payload>;

const origin = z.enum(["casement", "external"]);

export const events = {
  "event-created": payload.extend({ origin }),
  "event-modified": payload.extend({
    origin,
    changed: z.array(z.string()).describe("Attribute names; empty when the event moved into the window"),
  }),
  "event-removed": payload.extend({ origin, cancelled: z.boolean().describe("Cancelled by the organiser and still in the calendar") }),
  "event-responded": payload.extend({
    origin,
    response: z.enum(["accepted", "tentativelyAccepted", "declined"]),
    attendee: z.string().optional().describe("Who answered, by address; absent when it was you"),
  }),
  "event-started": payload,
  "event-ended": payload,
};

export function payloadOf(calendar: string, id: string, item: EventItem): Payload {
  const { subject, start, end, allDay, seriesMasterId, recurrence } = item;
  return {
    id,
    calendar,
    subject: offsetTag(subject).subject,
    start,
    end,
    allDay,
    ...(seriesMasterId === undefined ? {} : { seriesMasterId }),
    ...(item.type === "series" && recurrence !== undefined ? { recurrence } : {}),
  };
}
