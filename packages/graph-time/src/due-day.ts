import { addDays, localDate, startOfDay } from "./days.ts";

const hourMs = 3_600_000;
const dayMs = 24 * hourMs;

/**
 * The day that a due date means. Other apps store midnight in the author's time zone, converted to UTC, and omit the zone: 10:00 UTC can be
 * midnight in Honolulu. If the time is midnight in the user's zone, that is the day. Otherwise the hour tells in which zone it was midnight:
 * zones are from 10 hours behind UTC to 14 hours ahead. American Samoa, 11 hours behind, has the same hour as New Zealand in summer and gets
 * the wrong day. Source: https://github.com/RogerSelwyn/MS365-ToDo/issues/29
 */
export function dueDay(instant: Date, zone: string): string {
  const local = localDate(instant, zone);
  if (startOfDay(local, zone).getTime() === instant.getTime()) return local;
  const utc = instant.toISOString().slice(0, 10);
  const timeOfDay = ((instant.getTime() % dayMs) + dayMs) % dayMs;
  return timeOfDay > 10 * hourMs ? addDays(utc, 1) : utc;
}
