import { isInstant, localDate, parseInstant, startOfDay } from "@casement/graph-time";
import * as z from "zod";

const pattern = /^\d{4}-\d\d-\d\d(T\d\d:\d\d(:\d\d(\.\d+)?)?(Z|[+-]\d\d:?\d\d)?)?$/;

/** A date, a date-time with an offset, or a date-time in a time zone that is given elsewhere. */
export const dateOrDateTime = z
  .string()
  .regex(pattern, { error: "must be a date (2026-03-29) or a date-time (2026-03-29T09:00, with or without offset)" })
  .refine(isInstant, { error: "is not an existing date or time" });

export const isDate = (text: string): boolean => text.length === 10;

/** The instant of such a text. For a date, midnight in `zone`. */
export function instantOf(text: string, zone: string): Date {
  return isDate(text) ? startOfDay(text, zone) : parseInstant(text, zone);
}

/** The date of such a text in `zone`. */
export function dayOf(text: string, zone: string): string {
  return isDate(text) ? text : localDate(parseInstant(text, zone), zone);
}
