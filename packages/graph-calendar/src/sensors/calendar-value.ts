import * as z from "zod";
import { calendarEvent } from "../calendar-event.ts";

/** The value of a calendar sensor. The properties of the current or next event are attributes too. They are absent when there is none. */
export const calendarValue = calendarEvent.partial().extend({
  state: z.enum(["on", "off"]).describe("on: an event is in progress"),
  offsetReached: z.boolean().describe("Whether the time that `!!-10` in the subject sets has been reached"),
  events: z.array(calendarEvent).describe("Ordered by start"),
  truncated: z.boolean().describe("Whether there are more events than `maxItems`"),
  days: z.number().describe("How many days `events` covers completely, beginning with today. `truncated`: fewer"),
  color: z.string().optional().describe("CSS color of the calendar"),
  canEdit: z.boolean().optional(),
});
