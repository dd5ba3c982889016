import * as z from "zod";

const person = z.object({ name: z.string().optional(), email: z.string().optional() });

const attendee = person.extend({
  type: z.string().describe("required, optional or resource"),
  response: z.string().describe("none, organizer, tentativelyAccepted, accepted, declined or notResponded"),
});

/**
 * An Outlook event as sensors and services show it. A property is absent when it is empty, or when `Calendars.ReadBasic` does not give
 * access to it.
 */
export const calendarEvent = z.object({
  id: z.string(),
  subject: z.string().describe("Without the `!!` tag"),
  start: z.string().describe("ISO 8601 with offset; a date for an all-day event"),
  end: z.string().describe("Exclusive: for an all-day event, the day after its last day"),
  allDay: z.boolean(),
  location: z.string().optional(),
  body: z.string().optional().meta({ description: "Plain text", "x-private": true }),
  bodyTruncated: z.literal(true).optional(),
  organizer: person.optional(),
  attendees: z.array(attendee).optional(),
  categories: z.array(z.string()).optional(),
  sensitivity: z.string().optional(),
  showAs: z.string().optional(),
  importance: z.string().optional(),
  isCancelled: z.boolean().optional(),
  responseStatus: z.string().optional().describe("Your own response"),
  reminder: z.number().nullable().optional().describe("Minutes before the start; null: no reminder"),
  joinUrl: z.string().optional().describe("Address of the online meeting"),
  webLink: z.string().optional(),
  seriesMasterId: z.string().optional(),
  recurrence: z.string().optional().describe("RFC 5545 RRULE of the series"),
});
export type CalendarEvent = z.output<typeof calendarEvent>;

/**
 * An Outlook event as the feed stores it. Masters of series are stored too (`series`), but never shown: they complete their occurrences and
 * raise the events of the series.
 */
export const calendarEventItem = calendarEvent.omit({ id: true }).extend({
  type: z.enum(["single", "occurrence", "exception", "series"]),
  /** Milliseconds since 1970. For an all-day event, midnight in the account's time zone. */
  startsAt: z.number(),
  endsAt: z.number(),
  created: z.string().optional(),
  modified: z.string().optional(),
});
export type CalendarEventItem = z.output<typeof calendarEventItem>;
