import { type PatternedRecurrence, type RecurrencePattern, weekDays, weekIndexes } from "./recurrence.ts";

// Days are counted from 1970-01-01, which was a Thursday.
const dayNumber = (date: string) => Date.parse(`${date}T00:00:00Z`) / 86_400_000;
const dateOf = (day: number) => new Date(day * 86_400_000).toISOString().slice(0, 10);
const weekDay = (day: number) => (((day + 4) % 7) + 7) % 7;
/** `month` counts from 0 and may exceed 11. */
const firstOfMonth = (year: number, month: number) => Date.UTC(year, month, 1) / 86_400_000;

/** In Outlook, unlike in RFC 5545, day 31 of a shorter month and February 29 of a common year are the last day of that month. */
function dayInMonth(year: number, month: number, dayOfMonth: number): number {
  return Math.min(firstOfMonth(year, month) + dayOfMonth - 1, firstOfMonth(year, month + 1) - 1);
}

/**
 * Returns the first, second, third, fourth, or last day of the month that is one of the pattern's weekdays. With all seven weekdays that is
 * a day of the month, and with five a workday.
 */
function relativeDayInMonth(year: number, month: number, pattern: RecurrencePattern): number {
  const wanted = new Set(pattern.daysOfWeek?.map((name) => weekDays.indexOf(name)));
  const first = firstOfMonth(year, month);
  const matching = Array.from({ length: firstOfMonth(year, month + 1) - first }, (_, i) => first + i).filter((day) =>
    wanted.has(weekDay(day)),
  );
  const n = weekIndexes.indexOf(pattern.index);
  return (pattern.index === "last" ? matching.at(-1) : matching[n]) ?? matching.at(-1)!;
}

function* candidateDays(pattern: RecurrencePattern, start: number): Generator<number> {
  const { type, interval } = pattern;
  if (type === "daily") for (let day = start; ; day += interval) yield day;
  if (type === "weekly") {
    const weekStart = weekDays.indexOf(pattern.firstDayOfWeek);
    const offsets = pattern.daysOfWeek!.map((name) => (weekDays.indexOf(name) - weekStart + 7) % 7).sort((a, b) => a - b);
    for (let week = start - ((weekDay(start) - weekStart + 7) % 7); ; week += 7 * interval)
      for (const offset of offsets) yield week + offset;
  }
  const from = new Date(start * 86_400_000);
  const yearly = type.endsWith("Yearly");
  const step = yearly ? 12 * interval : interval;
  for (let month = yearly ? pattern.month - 1 : from.getUTCMonth(); ; month += step) {
    const year = from.getUTCFullYear();
    yield type.startsWith("absolute") ? dayInMonth(year, month, pattern.dayOfMonth) : relativeDayInMonth(year, month, pattern);
  }
}

/** Outlook's calendar ends at this date. Later dates are not expanded. */
const lastDay = dayNumber("4500-08-31");

/**
 * Returns the dates of a series in order, from its first up to and including `until`, in the recurrence's time zone. Canceled occurrences
 * are included, because they count for `numbered`.
 */
export function* occurrenceDates({ pattern, range }: PatternedRecurrence, until: string): Generator<string> {
  const start = dayNumber(range.startDate);
  const end = Math.min(dayNumber(until), range.type === "endDate" ? dayNumber(range.endDate) : lastDay);
  let remaining = range.type === "numbered" ? range.numberOfOccurrences : Number.POSITIVE_INFINITY;
  for (const day of candidateDays(pattern, start)) {
    if (day > end || remaining === 0) return;
    if (day < start) continue;
    remaining--;
    yield dateOf(day);
  }
}

/** Whether the series has an occurrence on a date. */
export function hasOccurrenceOn(recurrence: PatternedRecurrence, date: string): boolean {
  for (const found of occurrenceDates(recurrence, date)) if (found === date) return true;
  return false;
}

/**
 * Returns the first date of a series: the start date, or the first day after it that matches the pattern. Returns undefined if the range
 * ends before.
 */
export function firstOccurrenceDate(recurrence: PatternedRecurrence): string | undefined {
  return occurrenceDates(recurrence, "4500-08-31").next().value ?? undefined;
}
