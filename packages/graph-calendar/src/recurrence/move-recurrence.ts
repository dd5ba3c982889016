import { CasementError } from "@casement/core";
import type { GraphPattern, GraphRecurrence } from "../graph-types.ts";

/**
 * A recurrence that begins on another day ("2026-03-29"). Outlook counts a series from its range and looks for the first day of its pattern
 * from there on: a Tuesday series told to begin on a Wednesday would begin six days later. So the day of the pattern moves along where
 * it is one day; where it is a choice of days that the new one is not among, `input-invalid` says so.
 */
export function moveRecurrence({ pattern, range }: GraphRecurrence, startDate: string): GraphRecurrence {
  const { type, recurrenceTimeZone, endDate, numberOfOccurrences } = range;
  if (type === "endDate" && endDate! < startDate) throw invalid(`is after the series' last day, ${endDate}; give \`recurrence\` too`);
  const limit = type === "endDate" ? { endDate: endDate! } : type === "numbered" ? { numberOfOccurrences: numberOfOccurrences! } : {};
  return {
    pattern: movePattern(pattern, startDate),
    range: { type, startDate, ...limit, ...(recurrenceTimeZone ? { recurrenceTimeZone } : {}) },
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
      // Of several days ("the last weekday") it is the first or last that counts, which Outlook finds by itself.
      if (isMonth && days.includes(weekday) && (isIndex || days.length > 1)) return pattern;
      break;
    }
    default:
      return pattern;
  }
  throw invalid("is not on a day of this series; give `recurrence` too");
}

function invalid(message: string): CasementError {
  return new CasementError("input-invalid", `start: ${message}.`, { details: { issues: [{ path: "start", message }] } });
}
