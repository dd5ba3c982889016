import type { CalendarComponent } from "@casement/core";
import { dayOf } from "./task-times.ts";

/** What programs write and To Do cannot store: the times of due and start, percent, the time of completion, and that a task is cancelled. */
export type KeptProperties = Pick<CalendarComponent, "due" | "dtstart" | "completed" | "percentComplete" | "status">;

export function propertiesToKeep({ due, dtstart, completed, percentComplete, status }: CalendarComponent): KeptProperties {
  return {
    ...(due && due.at.length > 10 && { due }),
    ...(dtstart && dtstart.at.length > 10 && { dtstart }),
    ...(completed !== undefined && { completed }),
    ...(percentComplete !== undefined && percentComplete > 0 && percentComplete < 100 && { percentComplete }),
    ...(status === "CANCELLED" && { status }),
  };
}

/** The plan's `keep`, if it differs from what is kept. */
export function keepOf(after: CalendarComponent, kept: unknown): { readonly keep?: KeptProperties } {
  const keep = propertiesToKeep(after);
  return JSON.stringify(keep) === JSON.stringify(kept ?? {}) ? {} : { keep };
}

/** A task with what was kept, as far as it still fits what To Do has. */
export function withKept(component: CalendarComponent, kept: unknown, taskStatus: string, zone: string): CalendarComponent {
  const { due, dtstart, completed, percentComplete, status } = (kept ?? {}) as KeptProperties;
  const fits = (time: CalendarComponent["due"], now: CalendarComponent["due"]) => time && dayOf(time, zone) === now?.at;
  const isDueKept = fits(due, component.due);
  const isStartKept = fits(dtstart, component.dtstart) && (isDueKept || !component.due);
  return {
    ...component,
    ...(isDueKept && { due: due! }),
    // Both are days, or both are times (RFC 5545, section 3.8.2.3).
    ...(isStartKept && { dtstart: dtstart! }),
    ...(isDueKept && !isStartKept && component.dtstart && { dtstart: startOfDay(component.dtstart.at, component.due!.at, due!) }),
    ...(completed !== undefined && component.completed?.slice(0, 10) === completed.slice(0, 10) && { completed }),
    ...(percentComplete !== undefined && taskStatus === "inProgress" && { percentComplete }),
    ...(status !== undefined && taskStatus === "deferred" && { status }),
  };
}

/** A start on the due day is the due time. */
function startOfDay(day: string, dueDay: string, due: NonNullable<CalendarComponent["due"]>): NonNullable<CalendarComponent["dtstart"]> {
  if (day === dueDay) return due;
  return { ...due, at: `${day}T00:00:00${due.at.endsWith("Z") ? "Z" : ""}` };
}
