import { addDays, localDate } from "./days.ts";

const weekdays = ["sunday", "monday", "tuesday", "wednesday", "thursday", "friday", "saturday"];
const time = "([01]?\\d|2[0-3]):[0-5]\\d";

/**
 * What people write for a day or time, as a pattern: `today`, `tomorrow`, a day of the week (`friday`, `fri`), `18:00`, or both: `tomorrow
 * 18:00`.
 */
export const timeWordsPattern = `(today|tomorrow|${weekdays.map((name) => `${name.slice(0, 3)}(${name.slice(3)})?`).join("|")})( ${time})?|${time}`;

const words = new RegExp(`^(?:${timeWordsPattern})$`, "i");

/** Days that words refer to, where it is not today. */
export interface WordDays {
  readonly timeOn?: string;
  readonly weekdayFrom?: string;
}

/**
 * The date ("2026-03-29") or local date-time ("2026-03-29T18:00") that such words mean at an instant in `zone`. Other texts are returned as
 * they are.
 *
 * @param days What is not today: the day of a time alone, and the day from which a day of the week is the next one. It counts itself.
 */
export function resolveTimeWords(text: string, now: Date, zone: string, days: WordDays = {}): string {
  if (!words.test(text)) return text;
  const today = localDate(now, zone);
  const [first = "", second] = text.toLowerCase().split(" ");
  if (first.includes(":")) return `${days.timeOn ?? today}T${first.padStart(5, "0")}`;
  const from = first === "today" || first === "tomorrow" ? today : (days.weekdayFrom ?? today);
  const date = addDays(from, daysUntil(first, from));
  return second === undefined ? date : `${date}T${second.padStart(5, "0")}`;
}

function daysUntil(word: string, from: string): number {
  if (word === "today") return 0;
  if (word === "tomorrow") return 1;
  const weekday = weekdays.findIndex((name) => name.startsWith(word));
  return (weekday - new Date(`${from}T00:00:00Z`).getUTCDay() + 7) % 7;
}
