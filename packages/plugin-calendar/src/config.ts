import { endsAfterStart, eventFilterShape, offsetOrder } from "@casement/graph-calendar";
import * as z from "zod";

const calendar = z
  .strictObject({
    calendar: z.string().min(1).describe("Name or id of the calendar"),
    name: z.string().min(1).optional().describe("Title of the sensor; several entries may show one calendar"),
    track: z.boolean().optional().describe("false: no sensor for this calendar"),
    ...eventFilterShape,
  })
  .refine(endsAfterStart, offsetOrder);

/** The `calendar` block of an account. The filters at the top hold for every calendar; an entry in `calendars` overrides them for its own. */
export const config = z
  .strictObject({
    basic: z.boolean().default(false).describe("Ask only for Calendars.ReadBasic: no bodies"),
    track: z
      .union([z.boolean(), z.enum(["all", "none"]), z.array(z.string().min(1))])
      .default("all")
      .describe("Which discovered calendars become sensors: all, none, or these names and ids"),
    calendars: z.array(calendar).default([]),
    ...eventFilterShape,
  })
  .refine(endsAfterStart, offsetOrder);

export type Config = z.output<typeof config>;
export type CalendarConfig = Config["calendars"][number];
