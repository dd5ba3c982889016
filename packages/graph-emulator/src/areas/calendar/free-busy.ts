import { wallTime } from "@casement/graph-time";
import type { EventInstance } from "./event-instance.ts";
import type { EventFields } from "./stored-event.ts";

export type FreeBusyStatus = EventFields["showAs"];

/** Digits of `availabilityView`: one per interval, for the busiest event in it. */
const availabilityDigits = { free: 0, workingElsewhere: 4, tentative: 1, busy: 2, oof: 3, unknown: 0 } as const;
const statusesByBusyness: readonly FreeBusyStatus[] = ["free", "unknown", "workingElsewhere", "tentative", "busy", "oof"];

/** Everybody's working hours in free/busy: local times, Monday to Friday. */
export const workingHours = { startTime: "08:00:00", endTime: "17:00:00" } as const;

/** Returns the status of the busiest event between two times in milliseconds. */
export function busiestBetween(instances: readonly EventInstance[], from: number, until: number): FreeBusyStatus {
  const during = instances.filter(({ start, end }) => start < until && end > from).map(({ fields }) => fields.showAs);
  return during.reduce<FreeBusyStatus>((a, b) => (statusesByBusyness.indexOf(b) > statusesByBusyness.indexOf(a) ? b : a), "free");
}

export function availabilityView(instances: readonly EventInstance[], window: { from: number; until: number }, minutes: number): string {
  let view = "";
  for (let at = window.from; at < window.until; at += minutes * 60_000)
    view += availabilityDigits[busiestBetween(instances, at, Math.min(at + minutes * 60_000, window.until))];
  return view;
}

/** Whether the time is within one working day of the zone. */
export function isWorkingTime(from: number, until: number, zone: string): boolean {
  const [day = "", start = ""] = wallTime(new Date(from), zone).split("T");
  const [lastDay, end = ""] = wallTime(new Date(until), zone).split("T");
  const weekday = new Date(`${day}T00:00:00Z`).getUTCDay();
  return day === lastDay && weekday > 0 && weekday < 6 && start >= workingHours.startTime && end <= workingHours.endTime;
}
