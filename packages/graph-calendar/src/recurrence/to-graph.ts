import { addDays, isInstant, localDate, parseInstant, windowsZone } from "@casement/graph-time";
import type { GraphPattern, GraphRange, GraphRecurrence } from "../graph-types.ts";
import { invalid } from "./invalid.ts";
import { days, parseRrule, type Rule } from "./parse-rrule.ts";

/** When and where the first occurrence is: wall-clock time in the event's zone. */
export interface SeriesStart {
  /** "2026-03-29T09:00:00", or a date for an all-day event. */
  readonly start: string;
  /** IANA or Windows name. */
  readonly zone: string;
}

const indexes: Readonly<Record<number, string>> = { 1: "first", 2: "second", 3: "third", 4: "fourth", [-1]: "last" };
const everyDay = Object.keys(days);

/** An RRULE as Graph's patternedRecurrence. Throws `input-invalid` for what Graph cannot express. */
export function toRecurrence(rrule: string, at: SeriesStart): GraphRecurrence {
  const rule = parseRrule(rrule);
  return { pattern: patternOf(rule, at.start.slice(0, 10)), range: rangeOf(rule, at) };
}

function patternOf(rule: Rule, startDate: string): GraphPattern {
  switch (rule.freq) {
    case "DAILY":
      return daily(rule);
    case "WEEKLY":
      return weekly(rule, startDate);
    case "MONTHLY":
      return monthly(rule, startDate);
    case "YEARLY":
      return yearly(rule, startDate);
    default:
      throw invalid(`FREQ must be DAILY, WEEKLY, MONTHLY or YEARLY, not ${rule.freq}`);
  }
}

function daily(rule: Rule): GraphPattern {
  if (rule.byMonth.length > 0 || rule.byMonthDay.length > 0 || rule.bySetPos.length > 0)
    throw invalid("Outlook knows only INTERVAL and BYDAY in a daily series");
  if (rule.byDay.length === 0) return { type: "daily", interval: rule.interval };
  // Every day that is one of these days: a weekly series.
  if (rule.interval !== 1) throw invalid("Outlook cannot combine BYDAY with INTERVAL in a daily series");
  return weekOf(rule, 1);
}

function weekly(rule: Rule, startDate: string): GraphPattern {
  if (rule.byMonth.length > 0 || rule.byMonthDay.length > 0 || rule.bySetPos.length > 0)
    throw invalid("Outlook knows only INTERVAL, BYDAY and WKST in a weekly series");
  return weekOf(rule.byDay.length > 0 ? rule : { ...rule, byDay: [{ ordinal: undefined, day: weekday(startDate) }] }, rule.interval);
}

function weekOf(rule: Rule, interval: number): GraphPattern {
  if (rule.byDay.some(({ ordinal }) => ordinal !== undefined))
    throw invalid(`BYDAY takes no number in a ${rule.freq.toLowerCase()} series`);
  return { type: "weekly", interval, daysOfWeek: rule.byDay.map(({ day }) => days[day]!), firstDayOfWeek: days[rule.wkst]! };
}

function monthly(rule: Rule, startDate: string): GraphPattern {
  if (rule.byMonth.length > 0) {
    if (rule.interval === 1 && rule.byMonth.length === 1) return yearly(rule, startDate);
    throw invalid("Outlook cannot restrict a monthly series to some months; make a yearly series for each month");
  }
  if (everyWeekday(rule)) return weekOf(rule, 1);
  return { interval: rule.interval, ...inMonth(rule, startDate, undefined, "Monthly") };
}

function yearly(rule: Rule, startDate: string): GraphPattern {
  if (rule.byMonth.length > 1) throw invalid("Outlook has one month in a yearly series; make a series for each");
  if (rule.byMonth.length === 0 && everyWeekday(rule)) return weekOf(rule, 1);
  return { interval: rule.interval, ...inMonth(rule, startDate, rule.byMonth[0] ?? monthOf(rule, startDate), "Yearly") };
}

/** BYDAY alone and INTERVAL 1: each such day of each month or year, so each week. */
function everyWeekday(rule: Rule): boolean {
  const plain = rule.byDay.length > 0 && rule.byDay.every(({ ordinal }) => ordinal === undefined);
  return plain && rule.interval === 1 && rule.byMonthDay.length === 0 && rule.bySetPos.length === 0;
}

function monthOf(rule: Rule, startDate: string): number {
  if (rule.byDay.length === 0) return Number(startDate.slice(5, 7));
  // The first to fourth such day of a year is in January, the last in December.
  if (rule.byDay.length === 1 && rule.byDay[0]!.ordinal !== undefined) return rule.byDay[0]!.ordinal < 0 ? 12 : 1;
  throw invalid("a yearly series with BYDAY needs BYMONTH");
}

/** The day in the month: by number, or as "the second Tuesday", "the last weekday". */
function inMonth(rule: Rule, startDate: string, month: number | undefined, period: "Monthly" | "Yearly"): GraphPattern {
  const inYear = month === undefined ? {} : { month };
  if (rule.byDay.length === 0) {
    if (rule.byMonthDay.length === 0 && rule.bySetPos.length > 0) throw invalid("BYSETPOS needs BYDAY or BYMONTHDAY");
    const day = dayNumber(rule, startDate, month);
    if (day === -1) return { type: `relative${period}`, index: "last", daysOfWeek: everyDay.map((name) => days[name]!), ...inYear };
    return { type: `absolute${period}`, dayOfMonth: day, ...inYear };
  }
  if (rule.byMonthDay.length > 0) throw invalid("Outlook cannot combine BYDAY with BYMONTHDAY");
  return { type: `relative${period}`, index: indexOf(rule), daysOfWeek: rule.byDay.map(({ day }) => days[day]!), ...inYear };
}

function dayNumber(rule: Rule, startDate: string, month: number | undefined): number {
  const list = rule.byMonthDay.length > 0 ? rule.byMonthDay : [Number(startDate.slice(8, 10))];
  // BYMONTHDAY=28,29,30;BYSETPOS=-1 is the 30th or the last day of a shorter month: what Outlook means by day 30.
  const clamped = rule.bySetPos.length === 1 && rule.bySetPos[0] === -1 && list.length > 1 && list.every((day, i) => day === 28 + i);
  if (clamped) return Math.max(...list);
  if (list.length > 1) throw invalid("Outlook has one day of the month in a series; make a series for each");
  const [day = 1] = list;
  if (rule.bySetPos.length > 0 && ![1, -1].includes(rule.bySetPos[0]!))
    throw invalid("BYSETPOS chooses among several days; there is only one");
  if (day < -1) throw invalid("Outlook counts from the end of a month only for its last day, BYMONTHDAY=-1");
  if (day === -1) return day;
  const shortest = month === undefined ? 28 : new Date(Date.UTC(2027, month, 0)).getUTCDate();
  if (day > shortest) {
    if (month !== undefined && day > shortest + (month === 2 ? 1 : 0)) throw invalid(`month ${month} has no day ${day}`);
    const upTo = Array.from({ length: day - 27 }, (_, i) => 28 + i).join(",");
    throw invalid(
      `Outlook does not skip months without day ${day}, it takes their last day. Say so with BYMONTHDAY=${day === 31 ? "-1" : `${upTo};BYSETPOS=-1`}`,
    );
  }
  return day;
}

function indexOf(rule: Rule): string {
  const ordinals = new Set(rule.byDay.map(({ ordinal }) => ordinal));
  if (ordinals.size > 1) throw invalid("Outlook has one position for all days of BYDAY");
  const [ordinal] = ordinals;
  if (ordinal !== undefined && rule.bySetPos.length > 0) throw invalid("BYSETPOS and numbers in BYDAY exclude each other");
  if (ordinal !== undefined && rule.byDay.length > 1)
    throw invalid("Outlook takes one of several days, not each; make a series for each, or use BYSETPOS");
  if (ordinal === undefined && rule.bySetPos.length !== 1) throw invalid("say which of the days with one BYSETPOS or a number in BYDAY");
  const index = indexes[ordinal ?? rule.bySetPos[0]!];
  if (index === undefined) throw invalid("Outlook knows the first, second, third, fourth (1 to 4) and last (-1) only");
  return index;
}

function rangeOf(rule: Rule, at: SeriesStart): GraphRange {
  const startDate = at.start.slice(0, 10);
  const range = { startDate, recurrenceTimeZone: windowsZone(at.zone) ?? at.zone };
  if (rule.count !== undefined) return { type: "numbered", numberOfOccurrences: rule.count, ...range };
  if (rule.until === undefined) return { type: "noEnd", ...range };
  const endDate = lastDate(rule.until, at);
  if (endDate < startDate) throw invalid("UNTIL is before the start");
  return { type: "endDate", endDate, ...range };
}

/** Graph ends a series with a day, RFC 5545 with a day or a moment; a moment before the day's occurrence leaves that out. */
function lastDate(until: string, at: SeriesStart): string {
  const date = `${until.slice(0, 4)}-${until.slice(4, 6)}-${until.slice(6, 8)}`;
  const time = until.slice(9, 15);
  const clock = `${time.slice(0, 2)}:${time.slice(2, 4)}:${time.slice(4, 6)}`;
  if (!isInstant(time === "" ? date : `${date}T${clock}`)) throw invalid("UNTIL is no day or time of the calendar");
  if (time === "" || at.start.length === 10) return date;
  const zone = until.endsWith("Z") ? "UTC" : at.zone;
  const moment = parseInstant(`${date}T${clock}`, zone);
  const day = localDate(moment, at.zone);
  return parseInstant(`${day}T${at.start.slice(11)}`, at.zone) > moment ? addDays(day, -1) : day;
}

function weekday(date: string): string {
  return everyDay[(new Date(`${date}T00:00:00Z`).getUTCDay() + 6) % 7]!;
}
