import { endsAfterStart, eventFilterShape, offsetOrder } from "@casement/graph-calendar";
import * as z from "zod";

const calendar = z
  .strictObject({
    group: z.string().min(1).describe("Id, e-mail address or name of the group"),
    name: z.string().min(1).optional().describe("Title of the sensor; several entries may show one group"),
    track: z.boolean().optional().describe("false: no sensor for this group"),
    ...eventFilterShape,
  })
  .refine(endsAfterStart, offsetOrder);

/** The `group-calendar` block of an account. The filters at the top hold for every group; an entry in `calendars` overrides them for its own. */
export const config = z
  .strictObject({
    track: z
      .union([z.boolean(), z.enum(["all", "none"]), z.array(z.string().min(1))])
      .optional()
      .describe("Which of your groups become sensors: all, none, or these names, addresses and ids. All, unless `calendars` names some"),
    calendars: z.array(calendar).default([]),
    ...eventFilterShape,
  })
  .refine(endsAfterStart, offsetOrder);

export type Config = z.output<typeof config>;
export type GroupConfig = Config["calendars"][number];
