import { calendarEventFilterShape, hasOrderedOffsets, offsetOrderError } from "@casement/graph-calendar";
import * as z from "zod";

const calendarEntry = z
  .strictObject({
    calendar: z.string().min(1).describe("Name or ID of the calendar"),
    name: z.string().min(1).optional().describe("Title of the sensor. Several entries can show the same calendar"),
    track: z.boolean().optional().describe("false: no sensor for this calendar"),
    ...calendarEventFilterShape,
  })
  .refine(hasOrderedOffsets, offsetOrderError);

/** The `calendar` block of an account. The filters at the top apply to every calendar. An entry in `calendars` overrides them. */
export const calendarConfig = z
  .strictObject({
    basic: z.boolean().default(false).describe("Request only Calendars.ReadBasic, which has no bodies"),
    track: z
      .union([z.boolean(), z.enum(["all", "none"]), z.array(z.string().min(1))])
      .default("all")
      .describe("Which discovered calendars become sensors: all, none, or these names and IDs"),
    calendars: z.array(calendarEntry).default([]),
    ...calendarEventFilterShape,
  })
  .refine(hasOrderedOffsets, offsetOrderError);

export type CalendarConfig = z.output<typeof calendarConfig>;
export type CalendarEntryConfig = CalendarConfig["calendars"][number];
