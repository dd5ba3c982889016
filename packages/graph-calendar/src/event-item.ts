import * as z from "zod";

const person = z.object({ name: z.string().optional(), email: z.string().optional() });

const attendee = person.extend({
  type: z.string().describe("required, optional or resource"),
  response: z.string().describe("none, organizer, tentativelyAccepted, accepted, declined or notResponded"),
});

/** What is shown of an event: attributes of the sensor, entries of its list, answers of services. Absent means empty, or not readable with Calendars.ReadBasic. */
export const event = z.object({
  id: z.string(),
  subject: z.string().describe("Without `!!` tag"),
  start: z.string().describe("ISO 8601 with offset; a date for an all-day event"),
  end: z.string().describe("The first moment, or for an all-day event the first day, after it"),
  allDay: z.boolean(),
  location: z.string().optional(),
  body: z.string().optional().describe("As text"),
  bodyTruncated: z.literal(true).optional(),
  organizer: person.optional(),
  attendees: z.array(attendee).optional(),
  categories: z.array(z.string()).optional(),
  sensitivity: z.string().optional(),
  showAs: z.string().optional(),
  importance: z.string().optional(),
  isCancelled: z.boolean().optional(),
  responseStatus: z.string().optional().describe("Your own answer"),
  reminder: z.number().nullable().optional().describe("Minutes before the start; null: none"),
  joinUrl: z.string().optional().describe("Online meeting"),
  webLink: z.string().optional(),
  seriesMasterId: z.string().optional(),
  recurrence: z.string().optional().describe("RFC 5545 RRULE of the series"),
});
export type EventView = z.output<typeof event>;

/** An event as the feed keeps it. The master of a series is kept too (`series`): it completes its occurrences and raises the series' events, but is never shown. */
export const item = event.omit({ id: true }).extend({
  type: z.enum(["single", "occurrence", "exception", "series"]),
  /** Milliseconds since 1970; of an all-day event, local midnight in the account's zone. */
  startsAt: z.number(),
  endsAt: z.number(),
  created: z.string().optional(),
  modified: z.string().optional(),
});
export type EventItem = z.output<typeof item>;
