import { invalidInput } from "@casement/core";
import type { GraphPattern, GraphRecurrence } from "../graph-types.ts";

/**
 * A recurrence that starts on another date ("2026-03-29") in a time zone. Outlook starts a series on the first day of its pattern within its range: a
 * Tuesday series with a range from a Wednesday would start six days later. So when the pattern has one day, that day changes too.
 *
 * @throws CasementError `input-invalid` when the pattern has several days, and the date is on none of them.
 */
export function moveRecurrence({ pattern, range }: GraphRecurrence, startDate: string, recurrenceTimeZone: string): GraphRecurrence {
  const { type, endDate, numberOfOccurrences } = range;
  if (type === "endDate" && endDate! < startDate)
    throw invalidInput("start", `is after the series' last day, ${endDate}; give \`recurrence\` too`);
  const limit = type === "endDate" ? { endDate: endDate! } : type === "numbered" ? { numberOfOccurrences: numberOfOccurrences! } : {};
  return {
    pattern: movePattern(pattern, startDate),
    range: { type, startDate, ...limit, recurrenceTimeZone },
  };
}

const weekdays = ["sunday", "monday", "tuesday", "wednesday", "thursday", "friday", "saturday"];
const indexes: Readonly<Record<string, number>> = { first: 1, second: 2, third: 3, fourth: 4 };

function movePattern(pattern: GraphPattern, date: string): GraphPattern {
  const time = new Date(`${date}T00:00:00Z`);
  const [day, month, weekday] = [time.getUTCDate(), time.getUTCMonth() + 1, weekdays[time.getUTCDay()]!];
  const days = (pattern.daysOfWeek ?? []).map((name) => name.toLowerCase());
  switch (pattern.type.toLowerCase()) {
    case "weekly":
      if (days.length === 1) return { ...pattern, daysOfWeek: [weekday] };
      if (days.includes(weekday)) return pattern;
      break;
    case "absolutemonthly":
      return { ...pattern, dayOfMonth: day };
    case "absoluteyearly":
      return { ...pattern, dayOfMonth: day, month };
    case "relativemonthly":
    case "relativeyearly": {
      const isLast = day > new Date(Date.UTC(time.getUTCFullYear(), month, 0)).getUTCDate() - 7;
      const isIndex =
        pattern.index?.toLowerCase() === "last" ? isLast : Math.ceil(day / 7) === indexes[pattern.index?.toLowerCase() ?? "first"];
      const isMonth = pattern.type.toLowerCase() === "relativemonthly" || pattern.month === month;
      // With several days ("the last weekday of the month"), Outlook finds the date itself.
      if (isMonth && days.includes(weekday) && (isIndex || days.length > 1)) return pattern;
      break;
    }
    default:
      return pattern;
  }
  throw invalidInput("start", "is not on a day of this series; give `recurrence` too");
}
