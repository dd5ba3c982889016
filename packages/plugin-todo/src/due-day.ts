import { addDays, localDate, startOfDay } from "@casement/graph-time";

const hour = 3_600_000;
const day = 24 * hour;

/**
 * The day that a due date means. Other apps store the midnight of the author's zone in UTC and forget the zone: 10:00 UTC may be midnight
 * in Honolulu. If it is midnight in the user's zone, that is the day. Else the hour says which zone it was midnight in: zones reach from
 * ten hours behind UTC to fourteen ahead (American Samoa, eleven behind, shares its hour with New Zealand's summer and loses).
 * Source: reference-system.md §3.8; github.com/RogerSelwyn/MS365-ToDo/issues/29.
 */
export function dueDay(instant: Date, zone: string): string {
  const local = localDate(instant, zone);
  if (startOfDay(local, zone).getTime() === instant.getTime()) return local;
  const utc = instant.toISOString().slice(0, 10);
  const intoDay = ((instant.getTime() % day) + day) % day;
  return intoDay > 10 * hour ? addDays(utc, 1) : utc;
}
