import type { AgendaReading, CalendarComponent, CalendarResource } from "@casement/core";
import type { TaskItem } from "../task-item.ts";
import { notesWithChecklist } from "./checklist-text.ts";
import { withKept } from "./kept-properties.ts";

/** `waitingOnOthers` and `deferred` are open tasks everywhere but in Outlook. */
const statuses: Readonly<Record<string, CalendarComponent["status"]>> = { completed: "COMPLETED", inProgress: "IN-PROCESS" };

/** A task. A recurring one is its next occurrence with the rule, as in To Do. */
export function taskResource({ group, items, account, kept }: AgendaReading<TaskItem>): CalendarResource | undefined {
  const item = items.get(group);
  if (!item) return undefined;
  const { start, due, status, recurrence, reminderAt, checklist, links } = { ...item.agendaDetails, ...item };
  // A rule counts from the start, so a recurring task needs one. Programs refuse one that is after the due date.
  const begin = recurrence === undefined ? start : due;
  const component = {
    dtstart: begin !== undefined && (due === undefined || begin <= due) ? { at: begin } : undefined,
    due: due === undefined ? undefined : { at: due },
    completed: item.completed === undefined ? undefined : `${item.completed}T00:00:00Z`,
    created: item.created,
    summary: item.title,
    description: notesWithChecklist(item.body, checklist),
    url: links?.find(({ url }) => url)?.url,
    status: statuses[status] ?? "NEEDS-ACTION",
    percentComplete: status === "completed" ? 100 : undefined,
    priority: item.importance === "high" ? 1 : item.importance === "low" ? 9 : undefined,
    categories: item.categories,
    rrule: due === undefined ? undefined : recurrence,
    alarm: reminderAt === undefined ? undefined : { at: `${new Date(reminderAt).toISOString().slice(0, 19)}Z` },
    xProperties: status in statuses || status === "notStarted" ? undefined : { "X-CASEMENT-STATUS": status },
  };
  const present = Object.fromEntries(Object.entries(component).filter(([, value]) => value !== undefined));
  return { uid: group, components: [withKept(present as CalendarComponent, kept, status, account.timeZone)] };
}
