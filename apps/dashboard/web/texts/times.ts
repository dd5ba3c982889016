import { pageZone } from "./page-zone.ts";
import { currentLanguage } from "./texts.ts";
import { addToWall, instantOf, wallTimeOf } from "./wall-time.ts";

// Times and days are those of the page's time zone.

const formatters = new Map<string, Intl.DateTimeFormat>();

/** Words in the page's language; if the browser has a region for that language, in the format of the region. */
export function dateLocale(): string {
  const language = currentLanguage.get();
  return (globalThis.navigator?.languages ?? []).find((tag) => tag.split("-")[0] === language) ?? (language === "en" ? "en-GB" : language);
}

export function formatTime(at: Date, options: Intl.DateTimeFormatOptions): string {
  const locale = dateLocale();
  const inZone = { timeZone: pageZone.get(), ...options };
  const key = locale + JSON.stringify(inZone);
  const formatter = formatters.get(key) ?? new Intl.DateTimeFormat(locale, inZone);
  formatters.set(key, formatter);
  return formatter.format(at);
}

export const formatClockTime = (at: Date): string => formatTime(at, { hour: "numeric", minute: "2-digit" });
export const formatDay = (at: Date): string => formatTime(at, { weekday: "long", day: "numeric", month: "long" });
export const formatDateAndTime = (at: Date): string => formatTime(at, { dateStyle: "medium", timeStyle: "short" });

export const isDate = (text: string): boolean => /^\d{4}-\d\d-\d\d$/.test(text);
/** Not the 30th of February. */
export const isRealDate = (text: string): boolean => isDate(text) && new Date(text).toJSON()?.startsWith(text) === true;
export const isTime = (text: string): boolean => /^\d{4}-\d\d-\d\dT\d\d:\d\d/.test(text);

/** The day on which an instant is: `2026-11-25`. */
export const dateTextOf = (at: Date): string => wallTimeOf(at, pageZone.get()).slice(0, 10);

/** A date without a time is its midnight, not that of UTC. */
export const parseTime = (text: string): Date => (isDate(text) ? instantOf(`${text}T00:00:00`, pageZone.get()) : new Date(text));

export const startOfDay = (at: Date): Date => parseTime(dateTextOf(at));
export const addDays = (at: Date, days: number): Date => parseTime(addToWall(dateTextOf(at), days * 86_400_000));
export const isSameDay = (a: Date, b: Date): boolean => dateTextOf(a) === dateTextOf(b);

const relativeUnits: readonly [Intl.RelativeTimeFormatUnit, number][] = [
  ["day", 86_400_000],
  ["hour", 3_600_000],
  ["minute", 60_000],
];

/** "3 minutes ago". Less than a minute is "now". */
export function formatRelative(at: Date, now: Date): string {
  const formatter = new Intl.RelativeTimeFormat(currentLanguage.get(), { numeric: "auto" });
  const difference = at.getTime() - now.getTime();
  for (const [unit, length] of relativeUnits)
    if (Math.abs(difference) >= length) return formatter.format(Math.round(difference / length), unit);
  return formatter.format(0, "second");
}
