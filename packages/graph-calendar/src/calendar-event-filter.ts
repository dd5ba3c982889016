import * as z from "zod";
import { sensitivitySchema } from "./event-enums.ts";

const pattern = z
  .string()
  .refine(isPattern, { error: "is not a valid regular expression" })
  .describe("Regular expression that is tested on the subject");
const hours = z
  .number()
  .int()
  .min(-24 * 365)
  .max(24 * 365);

/** The settings that filter what a sensor shows. They are the same for the whole plugin and for one calendar. */
export const calendarEventFilterShape = {
  search: z.string().min(1).optional().describe("Show only events whose subject contains this text"),
  exclude: z.array(pattern).optional().describe("Hide events whose subject matches one of these"),
  excludeDeclined: z.boolean().optional().describe("Hide events that you declined"),
  excludeCancelled: z.boolean().optional().describe("Hide canceled events"),
  excludeSensitivity: z.array(sensitivitySchema).optional().describe("Hide events with one of these sensitivities"),
  allDay: z.boolean().optional().describe("true: only all-day events; false: none"),
  free: z.boolean().optional().describe("true: only events that are shown as free; false: none"),
  category: z
    .union([z.string().min(1), z.array(z.string().min(1)).min(1)])
    .optional()
    .describe("Show only events with this category, or with one of these"),
  startOffset: hours.optional().describe("Start of `events`, in hours from now. May be negative"),
  endOffset: hours.optional().describe("End of `events`, in hours from now"),
  maxItems: z.number().int().min(1).max(1000).optional().describe("Maximum number of entries in `events`. Default: 100"),
};

export type CalendarEventFilter = Partial<z.output<z.ZodObject<typeof calendarEventFilterShape>>>;

/** For `refine`, with `offsetOrderError`. */
export function hasOrderedOffsets({ startOffset, endOffset }: Pick<CalendarEventFilter, "startOffset" | "endOffset">): boolean {
  return startOffset === undefined || endOffset === undefined || startOffset < endOffset;
}
export const offsetOrderError = { error: "must be greater than startOffset", path: ["endOffset"] };

/** The filter of one calendar: what its entry sets, and the plugin's settings for the rest. */
export function mergeCalendarEventFilters(pluginFilter: CalendarEventFilter, entryFilter: CalendarEventFilter = {}): CalendarEventFilter {
  const merged: Record<string, unknown> = {};
  for (const key of Object.keys(calendarEventFilterShape) as (keyof CalendarEventFilter)[]) {
    const value = entryFilter[key] ?? pluginFilter[key];
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
