import { type DateTimeTimeZone, ianaZone, parseInstant, toInstant, wallTime } from "@casement/graph-time";
import type { GraphPattern, GraphRange, GraphRecurrence } from "../graph-types.ts";
import { weekdayNames } from "./parse-rrule.ts";

/** The event that a recurrence belongs to. */
export interface SeriesCalendarEvent {
  readonly start: DateTimeTimeZone;
  readonly allDay: boolean;
  /** The event's time zone, for a range without one and for a custom one. */
  readonly zone: string;
}

const dayNames = new Map(Object.entries(weekdayNames).map(([name, day]) => [day, name]));
const positions = new Map([
  ["first", 1],
  ["second", 2],
  ["third", 3],
  ["fourth", 4],
  ["last", -1],
]);

/** The RRULE of Graph's patternedRecurrence. Undefined for an unknown pattern. */
export function toRrule(recurrence: GraphRecurrence, event: SeriesCalendarEvent): string | undefined {
  const pattern = patternOf(recurrence.pattern);
  return pattern && [...pattern, ...rangeOf(recurrence.range, event)].join(";");
}

function patternOf(pattern: GraphPattern): string[] | undefined {
  const interval = (pattern.interval ?? 1) > 1 ? [`INTERVAL=${pattern.interval}`] : [];
  switch (pattern.type.toLowerCase()) {
    case "daily":
      return ["FREQ=DAILY", ...interval];
    case "weekly":
      return [
        "FREQ=WEEKLY",
        ...interval,
        ...byDay(pattern),
        `WKST=${dayNames.get(pattern.firstDayOfWeek?.toLowerCase() ?? "sunday") ?? "SU"}`,
      ];
    case "absolutemonthly":
      return ["FREQ=MONTHLY", ...interval, ...monthDay(pattern.dayOfMonth ?? 1)];
    case "relativemonthly":
      return relative(pattern, ["FREQ=MONTHLY", ...interval]);
    case "absoluteyearly":
      return ["FREQ=YEARLY", ...interval, `BYMONTH=${pattern.month ?? 1}`, yearDay(pattern.dayOfMonth ?? 1, pattern.month ?? 1)];
    case "relativeyearly":
      return relative(pattern, ["FREQ=YEARLY", ...interval, `BYMONTH=${pattern.month ?? 1}`]);
    default:
      return undefined;
  }
}

function byDay(pattern: GraphPattern): string[] {
  const list = (pattern.daysOfWeek ?? []).map((day) => dayNames.get(day.toLowerCase())).filter(Boolean);
  return list.length > 0 ? [`BYDAY=${list.join(",")}`] : [];
}

/** In a month that does not have the day, Outlook uses the last day. RFC 5545 would skip the month. */
function monthDay(day: number): string[] {
  if (day <= 28) return [`BYMONTHDAY=${day}`];
  if (day >= 31) return ["BYMONTHDAY=-1"];
  return [`BYMONTHDAY=${day === 29 ? "28,29" : "28,29,30"}`, "BYSETPOS=-1"];
}

function yearDay(day: number, month: number): string {
  const shortest = new Date(Date.UTC(2027, month, 0)).getUTCDate();
  return `BYMONTHDAY=${day <= shortest ? day : -1}`;
}

/** Undefined without a known day. */
function relative(pattern: GraphPattern, start: readonly string[]): string[] | undefined {
  const position = positions.get(pattern.index?.toLowerCase() ?? "first") ?? 1;
  const list = pattern.daysOfWeek ?? [];
  if (list.length === 7) return [...start, `BYMONTHDAY=${position}`];
  const [days] = byDay(pattern);
  if (days === undefined) return undefined;
  return list.length === 1 ? [...start, days.replace("=", `=${position}`)] : [...start, days, `BYSETPOS=${position}`];
}

function rangeOf(range: GraphRange, event: SeriesCalendarEvent): string[] {
  switch (range.type.toLowerCase()) {
    case "numbered":
      return [`COUNT=${range.numberOfOccurrences ?? 1}`];
    case "enddate":
      return range.endDate ? [`UNTIL=${untilOf(range.endDate, range.recurrenceTimeZone, event)}`] : [];
    default:
      return [];
  }
}

/** The date for an all-day series. For others, the start of the last occurrence in UTC, as RFC 5545 requires. */
function untilOf(endDate: string, rangeZone: string | null | undefined, event: SeriesCalendarEvent): string {
  if (event.allDay) return endDate.replaceAll("-", "");
  const zone = ianaZone(rangeZone ?? "") ?? ianaZone(event.zone) ?? "UTC";
  const time = wallTime(toInstant(event.start, zone), zone).slice(11);
  return `${wallTime(parseInstant(`${endDate}T${time}`, zone), "UTC").replaceAll(/[-:]/g, "")}Z`;
}
