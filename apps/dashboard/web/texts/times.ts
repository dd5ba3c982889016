import { language } from "./texts.ts";

const formats = new Map<string, Intl.DateTimeFormat>();

export function format(at: Date, options: Intl.DateTimeFormatOptions): string {
  // The clock as the browser's region writes it, words in the page's language.
  const spoken = language.get();
  const locale = navigator.languages.find((each) => each.split("-")[0] === spoken) ?? (spoken === "en" ? "en-GB" : spoken);
  const key = locale + JSON.stringify(options);
  const made = formats.get(key) ?? new Intl.DateTimeFormat(locale, options);
  formats.set(key, made);
  return made.format(at);
}

export const clockTime = (at: Date): string => format(at, { hour: "numeric", minute: "2-digit" });
export const dayName = (at: Date): string => format(at, { weekday: "long", day: "numeric", month: "long" });
export const shortDay = (at: Date): string => format(at, { weekday: "short", day: "numeric" });
export const dateAndTime = (at: Date): string => format(at, { dateStyle: "medium", timeStyle: "short" });

export const isDate = (text: string): boolean => /^\d{4}-\d\d-\d\d$/.test(text);
export const isTime = (text: string): boolean => /^\d{4}-\d\d-\d\dT\d\d:\d\d/.test(text);

/** An ISO date is that day here, not midnight in Greenwich. */
export function instant(text: string): Date {
  const [year = 0, month = 1, day = 1] = text.split("-").map(Number);
  return isDate(text) ? new Date(year, month - 1, day) : new Date(text);
}

export const startOfDay = (at: Date): Date => new Date(at.getFullYear(), at.getMonth(), at.getDate());
export const addDays = (at: Date, days: number): Date => new Date(at.getFullYear(), at.getMonth(), at.getDate() + days);
export const sameDay = (a: Date, b: Date): boolean => startOfDay(a).getTime() === startOfDay(b).getTime();

const steps: readonly [Intl.RelativeTimeFormatUnit, number][] = [
  ["day", 86_400_000],
  ["hour", 3_600_000],
  ["minute", 60_000],
];

/** "3 minutes ago"; what is less than a minute away is "now". */
export function relative(at: Date, now: Date): string {
  const formatter = new Intl.RelativeTimeFormat(language.get(), { numeric: "auto" });
  const away = at.getTime() - now.getTime();
  for (const [unit, length] of steps) if (Math.abs(away) >= length) return formatter.format(Math.round(away / length), unit);
  return formatter.format(0, "second");
}
