import { type DateTimeTimeZone, ianaZone, parseInstant, toInstant, wallTime } from "@casement/graph-time";
import type { GraphPattern, GraphRange, GraphRecurrence } from "../graph-types.ts";
import { days } from "./parse-rrule.ts";

export interface SeriesEvent {
  readonly start: DateTimeTimeZone;
  readonly allDay: boolean;
  /** Of the event, where the range names none. */
  readonly zone: string;
}

const names = Object.fromEntries(Object.entries(days).map(([name, day]) => [day, name]));
const positions: Readonly<Record<string, number>> = { first: 1, second: 2, third: 3, fourth: 4, last: -1 };

/** Graph's patternedRecurrence as an RRULE; undefined for a pattern that Graph does not define. */
export function toRrule(recurrence: GraphRecurrence, event: SeriesEvent): string | undefined {
  const pattern = patternOf(recurrence.pattern);
  return pattern && [...pattern, ...rangeOf(recurrence.range, event)].join(";");
}

function patternOf(pattern: GraphPattern): string[] | undefined {
  const interval = (pattern.interval ?? 1) > 1 ? [`INTERVAL=${pattern.interval}`] : [];
  switch (pattern.type.toLowerCase()) {
    case "daily":
      return ["FREQ=DAILY", ...interval];
    case "weekly":
      return ["FREQ=WEEKLY", ...interval, ...byDay(pattern), `WKST=${names[pattern.firstDayOfWeek?.toLowerCase() ?? "sunday"] ?? "SU"}`];
    case "absolutemonthly":
      return ["FREQ=MONTHLY", ...interval, ...monthDay(pattern.dayOfMonth ?? 1)];
    case "relativemonthly":
      return ["FREQ=MONTHLY", ...interval, ...relative(pattern)];
    case "absoluteyearly":
      return ["FREQ=YEARLY", ...interval, `BYMONTH=${pattern.month ?? 1}`, yearDay(pattern.dayOfMonth ?? 1, pattern.month ?? 1)];
    case "relativeyearly":
      return ["FREQ=YEARLY", ...interval, `BYMONTH=${pattern.month ?? 1}`, ...relative(pattern)];
    default:
      return undefined;
  }
}

function byDay(pattern: GraphPattern): string[] {
  const list = (pattern.daysOfWeek ?? []).map((day) => names[day.toLowerCase()]).filter(Boolean);
  return list.length > 0 ? [`BYDAY=${list.join(",")}`] : [];
}

/** Outlook moves a day that a shorter month lacks to that month's last day; RFC 5545 would skip the month. */
function monthDay(day: number): string[] {
  if (day <= 28) return [`BYMONTHDAY=${day}`];
  if (day >= 31) return ["BYMONTHDAY=-1"];
  return [`BYMONTHDAY=${day === 29 ? "28,29" : "28,29,30"}`, "BYSETPOS=-1"];
}

function yearDay(day: number, month: number): string {
  const shortest = new Date(Date.UTC(2027, month, 0)).getUTCDate();
  return `BYMONTHDAY=${day <= shortest ? day : -1}`;
}

function relative(pattern: GraphPattern): string[] {
  const position = positions[pattern.index?.toLowerCase() ?? "first"] ?? 1;
  const list = pattern.daysOfWeek ?? [];
  if (list.length === 1) return [`BYDAY=${position}${names[list[0]!.toLowerCase()]}`];
  if (list.length === 7) return [`BYMONTHDAY=${position}`];
  return [...byDay(pattern), `BYSETPOS=${position}`];
}

function rangeOf(range: GraphRange, event: SeriesEvent): string[] {
  switch (range.type.toLowerCase()) {
    case "numbered":
      return [`COUNT=${range.numberOfOccurrences ?? 1}`];
    case "enddate":
      return range.endDate ? [`UNTIL=${untilOf(range.endDate, range.recurrenceTimeZone, event)}`] : [];
    default:
      return [];
  }
}

/** A day for an all-day series, else the moment at which an occurrence of that day would begin, in UTC as RFC 5545 demands. */
function untilOf(endDate: string, rangeZone: string | null | undefined, event: SeriesEvent): string {
  if (event.allDay) return endDate.replaceAll("-", "");
  const zone = ianaZone(rangeZone ?? "") ?? ianaZone(event.zone) ?? "UTC";
  const time = wallTime(toInstant(event.start, zone), zone).slice(11);
  return `${wallTime(parseInstant(`${endDate}T${time}`, zone), "UTC").replaceAll(/[-:]/g, "")}Z`;
}
