/** What a person can choose of an RRULE (RFC 5545): all that Outlook repeats. Other rules are edited as text. */
export interface RecurrenceChoice {
  readonly frequency: "DAILY" | "WEEKLY" | "MONTHLY" | "YEARLY";
  readonly interval: number;
  /** `MO` … `SU`. Weekly: all of these days; empty: the day of the start. Monthly and yearly, with `place`: one of these days. */
  readonly days: readonly string[];
  /** Monthly and yearly: the first to fourth or last (-1) of `days`. */
  readonly place?: number | undefined;
  /** Monthly and yearly: a day of the month, or the last one (-1). A shorter month has its last day instead. */
  readonly monthDay?: number | undefined;
  /** 1 to 12. Yearly, with `place` or `monthDay`. */
  readonly month?: number | undefined;
  /** A date, or how many times. */
  readonly until?: string | undefined;
  readonly count?: number | undefined;
  /** The day with which a week begins, if it is not Monday. */
  readonly weekStart?: string | undefined;
}

export const weekdayNames = ["MO", "TU", "WE", "TH", "FR", "SA", "SU"] as const;
export const weekPositions = [1, 2, 3, 4, -1] as const;

type RuleParts = Readonly<Record<string, string>>;

/** Undefined if the rule has other parts. */
export function parseRecurrence(rule: string): RecurrenceChoice | undefined {
  const parts: RuleParts = Object.fromEntries(
    rule
      .replace(/^RRULE:/i, "")
      .toUpperCase()
      .split(";")
      .map((part) => part.split("=") as [string, string]),
  );
  const { FREQ = "", INTERVAL = "1", UNTIL, COUNT, WKST = "MO", ...by } = parts;
  const interval = Number(INTERVAL);
  const on = dayChoiceOf(FREQ, interval, by);
  if (!on) return undefined;
  const until = UNTIL === undefined ? undefined : /^(\d{4})(\d\d)(\d\d)/.exec(UNTIL)?.slice(1).join("-");
  return {
    interval,
    ...on,
    ...(until !== undefined && { until }),
    ...(COUNT !== undefined && { count: Number(COUNT) }),
    ...(WKST !== "MO" && { weekStart: WKST }),
  };
}

type DayChoice = Pick<RecurrenceChoice, "frequency" | "days" | "place" | "monthDay" | "month">;

function dayChoiceOf(frequency: string, interval: number, by: RuleParts): DayChoice | undefined {
  if (frequency === "DAILY" && Object.keys(by).length === 0) return { frequency, days: [] };
  if (frequency === "WEEKLY" || (frequency === "DAILY" && interval === 1)) {
    const { BYDAY = "", ...others } = by;
    const days = BYDAY === "" ? [] : BYDAY.split(",");
    return Object.keys(others).length === 0 && days.every(isWeekday) ? { frequency: "WEEKLY", days } : undefined;
  }
  if (frequency === "MONTHLY") return inMonth(by, frequency);
  if (frequency !== "YEARLY") return undefined;
  const { BYMONTH, ...others } = by;
  if (BYMONTH === undefined) return Object.keys(others).length === 0 ? { frequency, days: [] } : undefined;
  if (Object.keys(others).length === 0 || !/^([1-9]|1[0-2])$/.test(BYMONTH)) return undefined;
  const on = inMonth(others, frequency);
  return on && { ...on, month: Number(BYMONTH) };
}

function inMonth({ BYDAY, BYMONTHDAY, BYSETPOS, ...others }: RuleParts, frequency: "MONTHLY" | "YEARLY"): DayChoice | undefined {
  if (Object.keys(others).length > 0 || (BYDAY && BYMONTHDAY)) return undefined;
  if (BYMONTHDAY) {
    const monthDay = Number(BYMONTHDAY.split(",").at(-1));
    const isPlain = BYMONTHDAY === String(monthDay) && !BYSETPOS && (monthDay === -1 || (monthDay >= 1 && monthDay <= 31));
    return isPlain || (BYMONTHDAY === upTo(monthDay) && BYSETPOS === "-1") ? { frequency, days: [], monthDay } : undefined;
  }
  if (BYDAY === undefined) return BYSETPOS === undefined ? { frequency, days: [] } : undefined;
  const numbered = /^\+?(-1|[1-4])(\w\w)$/.exec(BYDAY);
  const days = numbered ? [numbered[2]!] : BYDAY.split(",");
  const place = Number(numbered ? numbered[1] : BYSETPOS);
  const isKnown =
    (weekPositions as readonly number[]).includes(place) && days.every(isWeekday) && (numbered === null || BYSETPOS === undefined);
  return isKnown ? { frequency, days, place } : undefined;
}

export function formatRecurrence(choice: RecurrenceChoice): string {
  const { frequency, interval, until, count, weekStart } = choice;
  const parts = [`FREQ=${frequency}`];
  if (interval > 1) parts.push(`INTERVAL=${interval}`);
  parts.push(...dayPartsOf(choice));
  if (until !== undefined) parts.push(`UNTIL=${until.replaceAll("-", "")}`);
  else if (count !== undefined) parts.push(`COUNT=${count}`);
  if (weekStart !== undefined && frequency === "WEEKLY") parts.push(`WKST=${weekStart}`);
  return parts.join(";");
}

function dayPartsOf({ frequency, days, place, monthDay, month }: RecurrenceChoice): readonly string[] {
  const names = weekdayNames.filter((day) => days.includes(day)).join(",");
  if (frequency === "DAILY") return [];
  if (frequency === "WEEKLY") return names === "" ? [] : [`BYDAY=${names}`];
  const inMonthOf = frequency === "YEARLY" && month !== undefined ? [`BYMONTH=${month}`] : [];
  if (place !== undefined && names !== "")
    return [...inMonthOf, ...(names.includes(",") ? [`BYDAY=${names}`, `BYSETPOS=${place}`] : [`BYDAY=${place}${names}`])];
  if (monthDay === undefined) return [];
  const day = Math.min(monthDay, longestOf(frequency === "YEARLY" ? month : undefined));
  const isInEach = day <= shortestOf(frequency === "YEARLY" ? month : undefined);
  return [...inMonthOf, ...(isInEach ? [`BYMONTHDAY=${day}`] : [`BYMONTHDAY=${upTo(day)}`, "BYSETPOS=-1"])];
}

/** Days of a month: of the shortest one, or of February in most years. */
const shortestOf = (month: number | undefined): number => (month === undefined ? 28 : new Date(2027, month, 0).getDate());
export const longestOf = (month: number | undefined): number => (month === undefined ? 31 : new Date(2028, month, 0).getDate());
/** `28,29,30`: with `BYSETPOS=-1` it is the 30th, or the last day of a shorter month. */
const upTo = (day: number): string => Array.from({ length: Math.max(0, day - 27) }, (_, at) => 28 + at).join(",");
const isWeekday = (day: string): boolean => (weekdayNames as readonly string[]).includes(day);
