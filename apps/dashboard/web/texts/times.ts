import { currentLanguage } from "./texts.ts";

const formatters = new Map<string, Intl.DateTimeFormat>();

export function formatTime(at: Date, options: Intl.DateTimeFormatOptions): string {
  // Words in the page's language; if the browser has a region for that language, in the format of the region.
  const language = currentLanguage.get();
  const locale = navigator.languages.find((tag) => tag.split("-")[0] === language) ?? (language === "en" ? "en-GB" : language);
  const key = locale + JSON.stringify(options);
  const formatter = formatters.get(key) ?? new Intl.DateTimeFormat(locale, options);
  formatters.set(key, formatter);
  return formatter.format(at);
}

export const formatClockTime = (at: Date): string => formatTime(at, { hour: "numeric", minute: "2-digit" });
export const formatDay = (at: Date): string => formatTime(at, { weekday: "long", day: "numeric", month: "long" });
export const formatDateAndTime = (at: Date): string => formatTime(at, { dateStyle: "medium", timeStyle: "short" });

export const isDate = (text: string): boolean => /^\d{4}-\d\d-\d\d$/.test(text);
export const isTime = (text: string): boolean => /^\d{4}-\d\d-\d\dT\d\d:\d\d/.test(text);

/** An ISO date without a time is midnight in local time, not UTC. */
export function parseTime(text: string): Date {
  const [year = 0, month = 1, day = 1] = text.split("-").map(Number);
  return isDate(text) ? new Date(year, month - 1, day) : new Date(text);
}

export const startOfDay = (at: Date): Date => new Date(at.getFullYear(), at.getMonth(), at.getDate());
export const addDays = (at: Date, days: number): Date => new Date(at.getFullYear(), at.getMonth(), at.getDate() + days);
export const isSameDay = (a: Date, b: Date): boolean => startOfDay(a).getTime() === startOfDay(b).getTime();

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
