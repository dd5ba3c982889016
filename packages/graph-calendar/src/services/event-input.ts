import * as z from "zod";
import { attendeeType, choice, importance, sensitivity, showAs } from "../choices.ts";
import { timeZone, when } from "./times.ts";

export const email = z.string().regex(/^[^\s@]+@[^\s@]+$/, { error: "must be an e-mail address" });

const attendees = z.array(z.object({ email, name: z.string().optional(), type: attendeeType.default("required") }));

/** What can be said of an event when it is made; to modify one, every part is optional and most can be null. */
export const subject = z.string();
export const start = when.describe("A date makes the event all-day");
export const end = when.describe("The moment, or for an all-day event the first day, after it");
export const allDay = z.boolean();
export const body = z.string().describe("Text with its line breaks, or HTML with bodyType html");
export const location = z.string();
export const categories = z.array(z.string());
export const people = attendees.describe("Those invited; on modifying, the whole list");
export const reminder = z.number().int().min(0).max(40_320).nullable().describe("Minutes before the start; null: none");
export const recurrence = z.string().min(1).describe("RFC 5545 RRULE, for example FREQ=WEEKLY;BYDAY=MO,TH;COUNT=10");
export const onlineMeeting = z.boolean().describe("A Teams meeting; Outlook does not take one away again");
export const series = z.boolean().default(false).describe("The whole series, when id is one occurrence");
export const id = z.string().min(1).describe("Event id");

/** The optional parts that both services know. */
export const choices = {
  timeZone: timeZone.optional(),
  allDay: allDay.optional(),
  bodyType: choice(["text", "html"]).default("text"),
  sensitivity: sensitivity.optional(),
  showAs: showAs.optional(),
  importance: importance.optional(),
  onlineMeeting: onlineMeeting.optional(),
};

/** What services say of an event they acted on. */
export const acted = z.object({ id: z.string() });
