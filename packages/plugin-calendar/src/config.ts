import * as z from "zod";
import { sensitivity } from "./choices.ts";

const pattern = z
  .string()
  .refine(isPattern, { error: "is not a valid regular expression" })
  .describe("Regular expression, tested on the subject");
const hours = z
  .number()
  .int()
  .min(-24 * 365)
  .max(24 * 365);

const filter = {
  search: z.string().min(1).optional().describe("Show only events whose subject contains this text"),
  exclude: z.array(pattern).optional().describe("Leave out events whose subject matches one of these"),
  excludeDeclined: z.boolean().optional().describe("Leave out events you declined"),
  excludeCancelled: z.boolean().optional().describe("Leave out cancelled events"),
  excludeSensitivity: z.array(sensitivity).optional().describe("Leave out events of these sensitivities"),
  startOffset: hours.optional().describe("`events` begins this many hours from now (may be negative)"),
  endOffset: hours.optional().describe("`events` ends this many hours from now"),
  maxItems: z.number().int().min(1).max(1000).optional().describe("Most entries in `events`; 100 unless given"),
};

function endsAfterStart(value: { startOffset?: number | undefined; endOffset?: number | undefined }): boolean {
  return value.startOffset === undefined || value.endOffset === undefined || value.startOffset < value.endOffset;
}
const order = { error: "must be greater than startOffset", path: ["endOffset"] };

const calendar = z
  .strictObject({
    calendar: z.string().min(1).describe("Name or id of the calendar"),
    name: z.string().min(1).optional().describe("Title of the sensor; several entries may show one calendar"),
    track: z.boolean().optional().describe("false: no sensor for this calendar"),
    ...filter,
  })
  .refine(endsAfterStart, order);

/** The `calendar` block of an account. The filters at the top hold for every calendar; an entry in `calendars` overrides them for its own. */
export const config = z
  .strictObject({
    basic: z.boolean().default(false).describe("Ask only for Calendars.ReadBasic: no bodies"),
    track: z
      .union([z.boolean(), z.enum(["all", "none"]), z.array(z.string().min(1))])
      .default("all")
      .describe("Which discovered calendars become sensors: all, none, or these names and ids"),
    calendars: z.array(calendar).default([]),
    ...filter,
  })
  .refine(endsAfterStart, order);

export type Config = z.output<typeof config>;
export type CalendarConfig = Config["calendars"][number];
export type Filter = Pick<CalendarConfig, keyof typeof filter>;

/** An entry's filters over the block's. */
export function filterOf(block: Config, entry: Filter = {}): Filter {
  const merged: Record<string, unknown> = {};
  for (const key of Object.keys(filter) as (keyof Filter)[]) {
    const value = entry[key] ?? block[key];
    if (value !== undefined) merged[key] = value;
  }
  return merged;
}

function isPattern(text: string): boolean {
  try {
    new RegExp(text);
    return true;
  } catch {
    return false;
  }
}
