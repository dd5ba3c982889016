import { type SeriesStart, toGraphRecurrence } from "./to-graph-recurrence.ts";

/** Whether two RRULEs of a series that starts at `at` mean the same to Outlook, however they are written. */
export function isSameRule(a: string | undefined, b: string | undefined, at: SeriesStart): boolean {
  if (a === undefined || b === undefined) return a === b;
  return a === b || JSON.stringify(meaningOf(a, at)) === JSON.stringify(meaningOf(b, at));
}

/** The first day of the week matters only where weeks are skipped. The rule itself, if Outlook has none like it. */
function meaningOf(rrule: string, at: SeriesStart): unknown {
  try {
    const { pattern, range } = toGraphRecurrence(rrule, at);
    const { firstDayOfWeek, daysOfWeek, ...others } = pattern;
    const skipsWeeks = pattern.type === "weekly" && (pattern.interval ?? 1) > 1;
    return [others, [...(daysOfWeek ?? [])].sort(), skipsWeeks ? firstDayOfWeek : undefined, range];
  } catch {
    return rrule;
  }
}
