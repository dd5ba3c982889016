import { Temporal } from "temporal-polyfill";

const written = new Map<string, string>();
/** How many years are listed before a rule has to hold for ever. */
const listedYears = 10;
const weekdays = ["MO", "TU", "WE", "TH", "FR", "SA", "SU"];

/** A change of the clocks. */
interface ClockChange {
  readonly wall: Temporal.PlainDateTime;
  readonly before: string;
  readonly after: string;
}

/**
 * The VTIMEZONE of an IANA zone from a year on, without the end of its last line: one observance for each change of the clocks in the following
 * ten years. Changes that come on the same weekday of a month each year continue for ever by a rule.
 */
export function zoneText(zone: string, fromYear: number): string {
  const year = Math.min(fromYear, 2037);
  const key = `${zone} ${year}`;
  const known = written.get(key);
  if (known !== undefined) return known;
  const start = Temporal.ZonedDateTime.from({ timeZone: zone, year, month: 1, day: 1 });
  const changes = changesAfter(start, year + listedYears);
  const latest = changes.filter(({ wall }) => wall.year > year + listedYears - 2);
  const rules = latest.map((change) => yearlyRule(change, changes)).filter((rule) => rule !== undefined);
  const before = start.getTimeZoneTransition("previous") ?? start;
  const lines = observance({ wall: before.toPlainDateTime(), before: offsetOf(start), after: offsetOf(start) });
  for (const change of changes) {
    const rule = rules.find(({ since }) => since.includes(change));
    if (!rule || rule.since[0] === change) lines.push(...observance(change, rule?.rule));
  }
  const text = ["BEGIN:VTIMEZONE", `TZID:${zone}`, ...lines, "END:VTIMEZONE"].join("\r\n");
  written.set(key, text);
  return text;
}

function changesAfter(start: Temporal.ZonedDateTime, lastYear: number): ClockChange[] {
  const changes: ClockChange[] = [];
  for (let at = start.getTimeZoneTransition("next"); at && at.year <= lastYear; at = at.getTimeZoneTransition("next")) {
    const before = offsetOf(at.subtract({ nanoseconds: 1 }));
    const after = offsetOf(at);
    if (before !== after) changes.push({ wall: at.toInstant().toZonedDateTimeISO(before).toPlainDateTime(), before, after });
  }
  return changes;
}

/** The rule by which a change comes each year, and the changes for which it holds. */
function yearlyRule(last: ClockChange, changes: readonly ClockChange[]): { rule: string; since: readonly ClockChange[] } | undefined {
  const { wall } = last;
  for (const nth of [-1, Math.ceil(wall.day / 7)]) {
    const sameMonth = changes.filter((change) => change.wall.month === wall.month).reverse();
    const firstOther = sameMonth.findIndex((change) => !isYearly(change, last, nth));
    const since = (firstOther < 0 ? sameMonth : sameMonth.slice(0, firstOther)).reverse();
    if (since.length >= 4) return { rule: `FREQ=YEARLY;BYMONTH=${wall.month};BYDAY=${nth}${weekdays[wall.dayOfWeek - 1]}`, since };
  }
  return undefined;
}

function isYearly({ wall, before, after }: ClockChange, last: ClockChange, nth: number): boolean {
  const isInPlace = nth === -1 ? wall.day > wall.daysInMonth - 7 : Math.ceil(wall.day / 7) === nth;
  const isSameTime = wall.dayOfWeek === last.wall.dayOfWeek && wall.toPlainTime().equals(last.wall.toPlainTime());
  return isInPlace && isSameTime && before === last.before && after === last.after;
}

function observance({ wall, before, after }: ClockChange, rule?: string): string[] {
  const name = minutesOf(after) > minutesOf(before) ? "DAYLIGHT" : "STANDARD";
  const start = wall.toString({ fractionalSecondDigits: 0 }).replace(/[-:]/g, "");
  const offsets = [`TZOFFSETFROM:${before.replace(":", "")}`, `TZOFFSETTO:${after.replace(":", "")}`];
  return [`BEGIN:${name}`, `DTSTART:${start}`, ...offsets, ...(rule === undefined ? [] : [`RRULE:${rule}`]), `END:${name}`];
}

const offsetOf = (at: Temporal.ZonedDateTime): string => at.offset.slice(0, 6);
const minutesOf = (text: string): number => (text.startsWith("-") ? -1 : 1) * (Number(text.slice(1, 3)) * 60 + Number(text.slice(4, 6)));
