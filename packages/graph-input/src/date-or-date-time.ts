import { invalidInput } from "@casement/core";
import { isInstant, localDate, parseInstant, resolveTimeWords, skippedHourOf, startOfDay, timeWordsPattern } from "@casement/graph-time";
import * as z from "zod";

/** A pattern of dates, date-times and words. */
const patternOf = (day: string, hour: string, minute: string): string =>
  `^(\\d{4}-${day}(T${hour}:${minute}(:${minute}(\\.\\d+)?)?(Z|[+-]${hour}:?${minute})?)?|${timeWordsPattern})$`;
const pattern = new RegExp(patternOf("\\d\\d-\\d\\d", "\\d\\d", "\\d\\d"), "i");
/** JSON Schema can say that there is no month 13, though not which months have a 31st day. */
const schemaPattern = patternOf("(0[1-9]|1[0-2])-(0[1-9]|[12]\\d|3[01])", "([01]\\d|2[0-3])", "[0-5]\\d");

/**
 * A date, a date-time with an offset, a date-time in a time zone that is given elsewhere, or words: `today`, `tomorrow`, `friday`, `18:00`,
 * `tomorrow 18:00`. Services resolve it with `resolveTime`.
 */
export const dateOrDateTime = z
  .string()
  .regex(pattern, {
    error:
      "must be a date (2026-03-29), a date-time (2026-03-29T09:00, with or without offset), or words such as 18:00, tomorrow or friday 18:00",
    abort: true,
  })
  // Graph's dates begin with the year 1.
  .refine((text) => !/^\d{4}-/.test(text) || (isInstant(text) && !text.startsWith("0000")), { error: "is not an existing date or time" })
  .meta({ pattern: schemaPattern });

/** Whether a text has a time, by itself or with a day. */
export const hasTime = (text: string): boolean => text.includes(":");

/** Where words for times are read. */
export interface TimeContext {
  readonly zone: string;
  readonly now: Date;
}

/** The date or date-time that an input means. A time alone is on `day`, by default today. */
export function resolveTime(text: string, { zone, now }: TimeContext, day?: string): string {
  return resolveTimeWords(text, now, zone, day === undefined ? {} : { timeOn: day });
}

/** The end of a range. A time alone is on the day of its start, and a day of the week is the next one from that day. */
export function resolveEnd(end: string, start: string, { zone, now }: TimeContext): string {
  const day = dayOf(start, zone);
  return resolveTimeWords(end, now, zone, { timeOn: day, weekdayFrom: day });
}

export const isDate = (text: string): boolean => /^\d{4}-\d\d-\d\d$/.test(text);

/**
 * The instant of a resolved text. For a date, midnight in `zone`.
 *
 * @throws CasementError `input-invalid` for `field` where the clock skips the time.
 */
export function instantOf(text: string, zone: string, field: string): Date {
  if (isDate(text)) return startOfDay(text, zone);
  const skipped = skippedHourOf(text, zone);
  if (skipped)
    throw invalidInput(
      field,
      `does not exist: in ${zone}, the clock goes forward from ${skipped.from} to ${skipped.to} on ${text.slice(0, 10)}. Give another time, or one with an offset`,
    );
  return parseInstant(text, zone);
}

/** The date of a resolved text in `zone`. */
export function dayOf(text: string, zone: string): string {
  return isDate(text) ? text : localDate(parseInstant(text, zone), zone);
}
