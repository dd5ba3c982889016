import type { CalendarTime } from "@casement/core";
import { Temporal } from "temporal-polyfill";

/** Milliseconds since 1970. Days and times without a zone are in `zone`. */
export function momentOf({ at, zone: own }: CalendarTime, zone: string): number {
  if (at.length === 10) return Temporal.PlainDate.from(at).toZonedDateTime(zone).epochMilliseconds;
  if (at.endsWith("Z")) return Date.parse(at);
  return Temporal.PlainDateTime.from(at).toZonedDateTime(own ?? zone).epochMilliseconds;
}

export const dayAt = (moment: number, zone: string): string =>
  Temporal.Instant.fromEpochMilliseconds(moment).toZonedDateTimeISO(zone).toPlainDate().toString();

/** `2026-03-02T09:00:00Z` */
export const utcAt = (moment: number): string => `${new Date(moment).toISOString().slice(0, 19)}Z`;

const basicUtc = /^(\d{4})(\d\d)(\d\d)T(\d\d)(\d\d)(\d\d)Z$/;

/** Milliseconds since 1970 of `20260302T090000Z`. Undefined for anything else. */
export function parseBasicUtc(text: string): number | undefined {
  const iso = basicUtc.test(text) ? text.replace(basicUtc, "$1-$2-$3T$4:$5:$6Z") : "";
  const moment = Date.parse(iso);
  return Number.isNaN(moment) ? undefined : moment;
}

/** Milliseconds since 1970 of `20260302T090000` or `20260302` in a time zone, and of a time in UTC. Undefined for anything else. */
export function parseBasic(text: string, zone: string): number | undefined {
  const [, year, month, day, time = "T000000"] = /^(\d{4})(\d\d)(\d\d)(T\d{6})?$/.exec(text) ?? [];
  if (day === undefined) return parseBasicUtc(text);
  return momentOf({ at: `${year}-${month}-${day}${time.replace(/(\d\d)(?=\d)/g, "$1:")}` }, zone);
}
