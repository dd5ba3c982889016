import type { CalendarComponent } from "@casement/core";
import type { TaskItem } from "../task-item.ts";

/** The status of a task that a program wrote. What only Outlook has (waiting, deferred) stays while the task stays open. */
export function statusAfter(is: CalendarComponent, was: CalendarComponent, item: TaskItem | undefined): string {
  const { status, completed, percentComplete = 0 } = is;
  if (status === "COMPLETED" || (status === undefined && (completed !== undefined || percentComplete === 100))) return "completed";
  if (status === "CANCELLED") return "deferred";
  if (status === "IN-PROCESS" || (percentComplete > 0 && percentComplete < 100)) return "inProgress";
  const isOpen = item !== undefined && item.status !== "completed";
  return isOpen && (was.status ?? "NEEDS-ACTION") === (status ?? "NEEDS-ACTION") ? item.status : "notStarted";
}
