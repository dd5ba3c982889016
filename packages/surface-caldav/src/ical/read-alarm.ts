import type { CalendarAlarm, CalendarTime } from "@casement/core";
import { type JcalComponent, parameterOf, propertyNamed, textOf } from "./jcal.ts";
import { secondsOf, type TimeReader } from "./read-times.ts";

/**
 * The first alarm at or before the start, or before a task without start is due. Apple writes one with the action NONE to say that there is no alarm.
 */
export function readAlarm(
  part: JcalComponent,
  start: CalendarTime | undefined,
  end: CalendarTime | undefined,
  times: TimeReader,
): CalendarAlarm | undefined {
  const isTask = part[0] === "vtodo";
  for (const alarm of part[2]) {
    const trigger =
      alarm[0] === "valarm" && textOf(alarm, "action")?.toUpperCase() !== "NONE" ? propertyNamed(alarm, "trigger") : undefined;
    if (!trigger) continue;
    const value = String(trigger[3]);
    if (/^\d/.test(value)) {
      const { at } = times.read(trigger);
      if (at.endsWith("Z")) return { at };
      continue;
    }
    const seconds = secondsOf(value, "TRIGGER");
    const isFromEnd = parameterOf(trigger, "related")?.toUpperCase() === "END";
    const anchor = isFromEnd || !start ? end : start;
    const shift = isTask || anchor !== end || !start || !end ? 0 : secondsBetween(start, end);
    const before = -(seconds + shift);
    if (!anchor || before < 0) continue;
    // Minutes count from the start of a task that has one.
    if (isTask && isFromEnd && start && end) {
      const fromStart = before - secondsBetween(start, end);
      if (fromStart >= 0) return { minutesBefore: Math.round(fromStart / 60) };
      continue;
    }
    return { minutesBefore: Math.round(before / 60) };
  }
  return undefined;
}

/** On the wall. */
const secondsBetween = (start: CalendarTime, end: CalendarTime): number => (wallOf(end) - wallOf(start)) / 1000;
const wallOf = ({ at }: CalendarTime): number => Date.parse(at.length === 10 ? `${at}T00:00:00Z` : at.endsWith("Z") ? at : `${at}Z`);
