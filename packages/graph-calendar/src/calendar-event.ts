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
  hasAttachments: z.literal(true).optional().describe("Files are attached, which list-attachments lists"),
  seriesMasterId: z.string().optional(),
  recurrence: z.string().optional().describe("RFC 5545 RRULE of the series"),
});
export type CalendarEvent = z.output<typeof calendarEvent>;

/** An Outlook event with all properties that the feed stores. Masters of series (`series`) are never shown. */
export const calendarEventItem = calendarEvent.omit({ id: true }).extend({
  type: z.enum(["single", "occurrence", "exception", "series"]),
  /** Milliseconds since 1970. For an all-day event, midnight in the account's time zone. */
  startsAt: z.number(),
  endsAt: z.number(),
  created: z.string().optional(),
  modified: z.string().optional(),
  /** `iCalUId`. For an occurrence, Graph has another one than for its series. */
  uid: z.string().optional(),
  /** The UID that a calendar program gave it. Read only at a first read, for calendar programs. */
  clientUid: z.string().optional(),
  /** IANA time zone in which the event was created. For a series, the one in which it recurs. */
  zone: z.string().optional(),
  isOrganizer: z.boolean().optional(),
  /** For an exception: the start that the rule gave it, in milliseconds since 1970. */
  originalStart: z.number().optional(),
  /** For a series: dates in its time zone on which an occurrence was deleted. Read only for calendar programs. */
  cancelledDates: z.array(z.string()).optional(),
  changeKey: z.string().optional(),
  /** No sensor needs it now: it is outside of their window, and stored for calendar programs or for the next days. */
  agendaOnly: z.literal(true).optional(),
});
export type CalendarEventItem = z.output<typeof calendarEventItem>;

/** An occurrence as the feed stores it: all other properties are those of its series. */
export const calendarOccurrence = calendarEventItem
  .pick({ start: true, end: true, startsAt: true, endsAt: true, agendaOnly: true })
  .extend({
    type: z.literal("occurrence"),
    seriesMasterId: z.string(),
  });
export type CalendarOccurrence = z.output<typeof calendarOccurrence>;

/** What the feed stores. An occurrence whose series is not readable is stored completely. */
export const storedCalendarEvent = z.union([calendarEventItem, calendarOccurrence]);
export type StoredCalendarEvent = z.output<typeof storedCalendarEvent>;
export type StoredCalendarEvents = ReadonlyMap<string, StoredCalendarEvent>;
