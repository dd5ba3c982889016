/** What a person can choose of an RRULE (RFC 5545). Other rules are edited as text. */
export interface RecurrenceChoice {
  readonly frequency: "DAILY" | "WEEKLY" | "MONTHLY" | "YEARLY";
  readonly interval: number;
  /** `MO` … `SU`. Only for weekly; empty: the day of the start. */
  readonly days: readonly string[];
  /** A date, or how many times. */
  readonly until?: string;
  readonly count?: number;
}

export const weekdayNames = ["MO", "TU", "WE", "TH", "FR", "SA", "SU"] as const;

/** Undefined if the rule has other parts. */
export function parseRecurrence(rule: string): RecurrenceChoice | undefined {
  const parts = new Map(
    rule
      .replace(/^RRULE:/i, "")
      .split(";")
      .map((part) => part.toUpperCase().split("=") as [string, string]),
  );
  const { FREQ = "", INTERVAL = "1", BYDAY = "", UNTIL, COUNT, WKST: _, ...others } = Object.fromEntries(parts);
  const days = BYDAY === "" ? [] : BYDAY.split(",");
  const until = UNTIL === undefined ? undefined : /^(\d{4})(\d\d)(\d\d)/.exec(UNTIL)?.slice(1).join("-");
  const isKnown =
    /^(DAILY|WEEKLY|MONTHLY|YEARLY)$/.test(FREQ) &&
    Object.keys(others).length === 0 &&
    days.every((day) => (weekdayNames as readonly string[]).includes(day)) &&
    (days.length === 0 || FREQ === "WEEKLY");
  if (!isKnown) return undefined;
  return {
    frequency: FREQ as RecurrenceChoice["frequency"],
    interval: Number(INTERVAL),
    days,
    ...(until !== undefined && { until }),
    ...(COUNT !== undefined && { count: Number(COUNT) }),
  };
}

export function formatRecurrence({ frequency, interval, days, until, count }: RecurrenceChoice): string {
  const parts = [`FREQ=${frequency}`];
  if (interval > 1) parts.push(`INTERVAL=${interval}`);
  if (frequency === "WEEKLY" && days.length > 0) parts.push(`BYDAY=${weekdayNames.filter((day) => days.includes(day)).join(",")}`);
  if (until !== undefined) parts.push(`UNTIL=${until.replaceAll("-", "")}`);
  else if (count !== undefined) parts.push(`COUNT=${count}`);
  return parts.join(";");
}
