import { z } from "zod";

/** The block `caldav:`, which `createCaldavSurface` accepts as options. */
export interface CaldavConfig {
  /** The days that calendar programs see of calendars, counted from today. Default: 90 past and 365 future days. */
  window: { pastDays: number; futureDays: number };
}

const days = z.int().min(1, "must be at least 1 day").max(1_825, "must be at most 1825 days, which is five years");

const caldavBlock = z.object({
  window: z.object({ pastDays: days.default(90), futureDays: days.default(365) }).default({ pastDays: 90, futureDays: 365 }),
});

/** Accepts `true` as `{}`, and `false` as a missing block. */
export const caldavSchema: z.ZodType<CaldavConfig | undefined> = z.preprocess(
  (value) => (value === true ? {} : value === false ? undefined : value),
  caldavBlock.optional(),
);
