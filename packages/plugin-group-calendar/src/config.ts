import { calendarEventFilterShape, hasOrderedOffsets, offsetOrderError } from "@casement/graph-calendar";
import * as z from "zod";

const groupEntry = z
  .strictObject({
    group: z.string().min(1).describe("ID, email address or name of the group"),
    name: z.string().min(1).optional().describe("Title of the sensor. Several entries can show the same group"),
    track: z.boolean().optional().describe("false: no sensor for this group"),
    ...calendarEventFilterShape,
  })
  .refine(hasOrderedOffsets, offsetOrderError);

/** The `group-calendar` block of an account. The filters at the top apply to every group. An entry in `calendars` overrides them. */
export const groupCalendarConfig = z
  .strictObject({
    track: z
      .union([z.boolean(), z.enum(["all", "none"]), z.array(z.string().min(1))])
      .optional()
      .describe(
        "Which of your groups become sensors: all, none, or these names, addresses and IDs. Default: all, unless `calendars` names some",
      ),
    calendars: z.array(groupEntry).default([]),
    ...calendarEventFilterShape,
  })
  .refine(hasOrderedOffsets, offsetOrderError);

export type GroupCalendarConfig = z.output<typeof groupCalendarConfig>;
export type GroupEntryConfig = GroupCalendarConfig["calendars"][number];
