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

/** What a sensor shows of its calendar: the same keys at the top of a block and in an entry for one calendar. */
export const eventFilterShape = {
  search: z.string().min(1).optional().describe("Show only events whose subject contains this text"),
  exclude: z.array(pattern).optional().describe("Leave out events whose subject matches one of these"),
  excludeDeclined: z.boolean().optional().describe("Leave out events you declined"),
  excludeCancelled: z.boolean().optional().describe("Leave out cancelled events"),
  excludeSensitivity: z.array(sensitivity).optional().describe("Leave out events of these sensitivities"),
  startOffset: hours.optional().describe("`events` begins this many hours from now (may be negative)"),
  endOffset: hours.optional().describe("`events` ends this many hours from now"),
  maxItems: z.number().int().min(1).max(1000).optional().describe("Most entries in `events`; 100 unless given"),
};

/** To be refined with `offsetOrder`. */
export function endsAfterStart(value: { startOffset?: number | undefined; endOffset?: number | undefined }): boolean {
  return value.startOffset === undefined || value.endOffset === undefined || value.startOffset < value.endOffset;
}
export const offsetOrder = { error: "must be greater than startOffset", path: ["endOffset"] };

/** What such a shape gives. */
export type Filter = Partial<z.output<z.ZodObject<typeof eventFilterShape>>>;

/** An entry's filters over the block's. */
export function filterOf(block: Filter, entry: Filter = {}): Filter {
  const merged: Record<string, unknown> = {};
  for (const key of Object.keys(eventFilterShape) as (keyof Filter)[]) {
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
