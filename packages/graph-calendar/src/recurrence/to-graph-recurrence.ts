import { addDays, isInstant, localDate, parseInstant, windowsZone } from "@casement/graph-time";
import type { GraphPattern, GraphRange, GraphRecurrence } from "../graph-types.ts";
import { invalidRecurrence } from "./invalid-recurrence.ts";
import { parseRrule, type RecurrenceRule, weekdayNames } from "./parse-rrule.ts";

/** The start of the first occurrence: wall-clock time in the event's time zone. */
export interface SeriesStart {
  /** "2026-03-29T09:00:00", or a date for an all-day event. */
  readonly start: string;
  /** IANA or Windows name. */
  readonly zone: string;
}

const indexes: Readonly<Record<number, string>> = { 1: "first", 2: "second", 3: "third", 4: "fourth", [-1]: "last" };
const everyDay = Object.keys(weekdayNames);

/** Graph's patternedRecurrence for an RRULE. @throws CasementError `input-invalid` for a rule that Outlook does not support. */
export function toGraphRecurrence(rrule: string, at: SeriesStart): GraphRecurrence {
  const rule = parseRrule(rrule);
  return { pattern: patternOf(rule, at.start.slice(0, 10)), range: rangeOf(rule, at) };
}

function patternOf(rule: RecurrenceRule, startDate: string): GraphPattern {
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
      throw invalidRecurrence(`FREQ must be DAILY, WEEKLY, MONTHLY or YEARLY, not ${rule.freq}`);
  }
}

function daily(rule: RecurrenceRule): GraphPattern {
  if (rule.byMonth.length > 0 || rule.byMonthDay.length > 0 || rule.bySetPos.length > 0)
    throw invalidRecurrence("Outlook supports only INTERVAL and BYDAY in a daily series");
  if (rule.byDay.length === 0) return { type: "daily", interval: rule.interval };
  // Every day that is one of these days of the week is a weekly series.
  if (rule.interval !== 1) throw invalidRecurrence("Outlook cannot combine BYDAY with INTERVAL in a daily series");
  return weekOf(rule, 1);
}

function weekly(rule: RecurrenceRule, startDate: string): GraphPattern {
  if (rule.byMonth.length > 0 || rule.byMonthDay.length > 0 || rule.bySetPos.length > 0)
    throw invalidRecurrence("Outlook supports only INTERVAL, BYDAY and WKST in a weekly series");
  return weekOf(rule.byDay.length > 0 ? rule : { ...rule, byDay: [{ ordinal: undefined, day: weekday(startDate) }] }, rule.interval);
}

function weekOf(rule: RecurrenceRule, interval: number): GraphPattern {
  if (rule.byDay.some(({ ordinal }) => ordinal !== undefined))
    throw invalidRecurrence(`BYDAY takes no number in a ${rule.freq.toLowerCase()} series`);
  return {
    type: "weekly",
    interval,
    daysOfWeek: rule.byDay.map(({ day }) => weekdayNames[day]!),
    firstDayOfWeek: weekdayNames[rule.wkst]!,
  };
}

function monthly(rule: RecurrenceRule, startDate: string): GraphPattern {
  if (rule.byMonth.length > 0) {
    if (rule.interval === 1 && rule.byMonth.length === 1) return yearly(rule, startDate);
    throw invalidRecurrence("Outlook cannot limit a monthly series to some months; create a yearly series for each month");
  }
  if (isWeekly(rule)) return weekOf(rule, 1);
  return { interval: rule.interval, ...inMonth(rule, startDate, undefined, "Monthly") };
}

function yearly(rule: RecurrenceRule, startDate: string): GraphPattern {
  if (rule.byMonth.length > 1) throw invalidRecurrence("Outlook supports one month in a yearly series; create a series for each");
  if (rule.byMonth.length === 0 && isWeekly(rule)) return weekOf(rule, 1);
  return { interval: rule.interval, ...inMonth(rule, startDate, rule.byMonth[0] ?? monthOf(rule, startDate), "Yearly") };
}

/** Only BYDAY, with INTERVAL 1: every such day of every month or year, which is a weekly series. */
function isWeekly(rule: RecurrenceRule): boolean {
  const plain = rule.byDay.length > 0 && rule.byDay.every(({ ordinal }) => ordinal === undefined);
  return plain && rule.interval === 1 && rule.byMonthDay.length === 0 && rule.bySetPos.length === 0;
}

function monthOf(rule: RecurrenceRule, startDate: string): number {
  if (rule.byDay.length === 0) return Number(startDate.slice(5, 7));
  // The first to fourth such day of a year is in January, the last one in December.
  if (rule.byDay.length === 1 && rule.byDay[0]!.ordinal !== undefined) return rule.byDay[0]!.ordinal < 0 ? 12 : 1;
  throw invalidRecurrence("a yearly series with BYDAY needs BYMONTH");
}

/** The day of the month: a number, or "the second Tuesday", "the last weekday". */
function inMonth(rule: RecurrenceRule, startDate: string, month: number | undefined, period: "Monthly" | "Yearly"): GraphPattern {
  const inYear = month === undefined ? {} : { month };
  if (rule.byDay.length === 0) {
    if (rule.byMonthDay.length === 0 && rule.bySetPos.length > 0) throw invalidRecurrence("BYSETPOS needs BYDAY or BYMONTHDAY");
    const day = dayNumber(rule, startDate, month);
    if (day === -1) return { type: `relative${period}`, index: "last", daysOfWeek: everyDay.map((name) => weekdayNames[name]!), ...inYear };
    return { type: `absolute${period}`, dayOfMonth: day, ...inYear };
  }
  if (rule.byMonthDay.length > 0) throw invalidRecurrence("Outlook cannot combine BYDAY with BYMONTHDAY");
  return { type: `relative${period}`, index: weekIndexOf(rule), daysOfWeek: rule.byDay.map(({ day }) => weekdayNames[day]!), ...inYear };
}

function dayNumber(rule: RecurrenceRule, startDate: string, month: number | undefined): number {
  const list = rule.byMonthDay.length > 0 ? rule.byMonthDay : [Number(startDate.slice(8, 10))];
  // BYMONTHDAY=28,29,30;BYSETPOS=-1 is the 30th, or the last day of a shorter month. That is Outlook's day 30.
  const clamped = rule.bySetPos.length === 1 && rule.bySetPos[0] === -1 && list.length > 1 && list.every((day, i) => day === 28 + i);
  if (clamped) return Math.max(...list);
  if (list.length > 1) throw invalidRecurrence("Outlook supports one day of the month in a series; create a series for each");
  const [day = 1] = list;
  if (rule.bySetPos.length > 0 && ![1, -1].includes(rule.bySetPos[0]!))
    throw invalidRecurrence("BYSETPOS selects one of several days, but there is only one");
  if (day < -1) throw invalidRecurrence("Outlook supports only the last day from the end of a month, BYMONTHDAY=-1");
  if (day === -1) return day;
  const shortest = month === undefined ? 28 : new Date(Date.UTC(2027, month, 0)).getUTCDate();
  if (day > shortest) {
    if (month !== undefined && day > shortest + (month === 2 ? 1 : 0)) throw invalidRecurrence(`month ${month} has no day ${day}`);
    const upTo = Array.from({ length: day - 27 }, (_, i) => 28 + i).join(",");
    throw invalidRecurrence(
      `Outlook does not skip months without day ${day} but uses their last day. Write that as BYMONTHDAY=${day === 31 ? "-1" : `${upTo};BYSETPOS=-1`}`,
    );
  }
  return day;
}

function weekIndexOf(rule: RecurrenceRule): string {
  const ordinals = new Set(rule.byDay.map(({ ordinal }) => ordinal));
  if (ordinals.size > 1) throw invalidRecurrence("Outlook supports one position for all days of BYDAY");
  const [ordinal] = ordinals;
  if (ordinal !== undefined && rule.bySetPos.length > 0) throw invalidRecurrence("BYSETPOS and numbers in BYDAY cannot be combined");
  if (ordinal !== undefined && rule.byDay.length > 1)
    throw invalidRecurrence("Outlook selects one of several days; create a series for each, or use BYSETPOS");
  if (ordinal === undefined && rule.bySetPos.length !== 1)
    throw invalidRecurrence("select one of the days with BYSETPOS or a number in BYDAY");
  const index = indexes[ordinal ?? rule.bySetPos[0]!];
  if (index === undefined) throw invalidRecurrence("Outlook supports only the first, second, third, fourth (1 to 4) and last (-1)");
  return index;
}

function rangeOf(rule: RecurrenceRule, at: SeriesStart): GraphRange {
  const startDate = at.start.slice(0, 10);
  const recurrenceTimeZone = windowsZone(at.zone);
  if (recurrenceTimeZone === undefined)
    throw invalidRecurrence(`Outlook does not have the time zone ${at.zone}; give timeZone with a near one`);
  const range = { startDate, recurrenceTimeZone };
  if (rule.count !== undefined) return { type: "numbered", numberOfOccurrences: rule.count, ...range };
  if (rule.until === undefined) return { type: "noEnd", ...range };
  const endDate = lastDate(rule.until, at);
  if (endDate < startDate) throw invalidRecurrence("UNTIL is before the start");
  return { type: "endDate", endDate, ...range };
}

/** The last date of a series. UNTIL may be a date-time too: when it is before the occurrence of its day, the day before is the last one. */
function lastDate(until: string, at: SeriesStart): string {
  const date = `${until.slice(0, 4)}-${until.slice(4, 6)}-${until.slice(6, 8)}`;
  const time = until.slice(9, 15);
  const clock = `${time.slice(0, 2)}:${time.slice(2, 4)}:${time.slice(4, 6)}`;
  if (!isInstant(time === "" ? date : `${date}T${clock}`)) throw invalidRecurrence("UNTIL is not an existing date or time");
  if (time === "" || at.start.length === 10) return date;
  const zone = until.endsWith("Z") ? "UTC" : at.zone;
  const instant = parseInstant(`${date}T${clock}`, zone);
  const day = localDate(instant, at.zone);
  return parseInstant(`${day}T${at.start.slice(11)}`, at.zone) > instant ? addDays(day, -1) : day;
}

function weekday(date: string): string {
  return everyDay[(new Date(`${date}T00:00:00Z`).getUTCDay() + 6) % 7]!;
}
