import { startOfWeek } from "../sensors/agenda-entry.ts";
import type { DayRange } from "../sensors/kept-days.ts";
import { addDays, dateTextOf, formatTime, parseTime } from "../texts/times.ts";

export const calendarViews = ["day", "week", "month", "agenda"] as const;
export type CalendarView = (typeof calendarViews)[number];

const agendaLength = 30;

/** The days that a view shows around a date. */
export function rangeOf(view: CalendarView, date: Date): DayRange {
  if (view === "day") return { from: date, to: addDays(date, 1) };
  if (view === "agenda") return { from: date, to: addDays(date, agendaLength) };
  if (view === "week") return { from: startOfWeek(date), to: addDays(startOfWeek(date), 7) };
  return { from: startOfWeek(firstOfMonth(date, 0)), to: addDays(startOfWeek(addDays(firstOfMonth(date, 1), -1)), 7) };
}

/** The first day of the month that is `months` after that of a date. */
function firstOfMonth(date: Date, months: number): Date {
  const [year = 0, month = 1] = dateTextOf(date).split("-").map(Number);
  return parseTime(new Date(Date.UTC(year, month - 1 + months)).toISOString().slice(0, 10));
}

/** The date one view further (1) or back (-1). */
export function turnedDate(view: CalendarView, date: Date, step: 1 | -1): Date {
  if (view === "month") return firstOfMonth(date, step);
  return addDays(date, step * { day: 1, week: 7, agenda: agendaLength }[view]);
}

/** What the view shows, in words: "23 – 29 November 2026". */
export function rangeTitleOf(view: CalendarView, date: Date): string {
  if (view === "month") return formatTime(date, { month: "long", year: "numeric" });
  if (view === "day") return formatTime(date, { weekday: "long", day: "numeric", month: "long", year: "numeric" });
  const { from, to } = rangeOf(view, date);
  const last = addDays(to, -1);
  const start: Intl.DateTimeFormatOptions = { day: "numeric", month: "short" };
  return `${formatTime(from, dateTextOf(from).slice(0, 4) === dateTextOf(last).slice(0, 4) ? start : { ...start, year: "numeric" })} – ${formatTime(last, { ...start, year: "numeric" })}`;
}

export function daysIn({ from, to }: DayRange): Date[] {
  const days: Date[] = [];
  for (let day = from; day < to; day = addDays(day, 1)) days.push(day);
  return days;
}
