import type { TaskItem } from "../task-item.ts";

/**
 * A recurring task that is completed moves on to its next due date under its own id, and the finished occurrence appears as a new task
 * (github.com/RogerSelwyn/MS365-ToDo/issues/62). This tells the two that they belong together, so that one completion is one event.
 */
export function linkOccurrences(put: Record<string, TaskItem>, items: ReadonlyMap<string, TaskItem>): Record<string, TaskItem> {
  const linked: Record<string, TaskItem> = {};
  for (const [id, item] of Object.entries(put)) {
    const { lastDone, occurrenceOf } = items.get(id) ?? {};
    linked[id] = { ...item, ...(lastDone === undefined ? {} : { lastDone }), ...(occurrenceOf === undefined ? {} : { occurrenceOf }) };
  }
  const fresh = Object.entries(linked).filter(([id, { status }]) => status === "completed" && !items.has(id));
  if (fresh.length === 0) return linked;
  for (const [id, series] of Object.entries(linked)) {
    const before = items.get(id);
    if (!series.recurrence || before?.dueAt === undefined || series.dueAt === undefined || series.dueAt <= before.dueAt) continue;
    const found = fresh.find(([, item]) => item.dueAt === before.dueAt && item.title === before.title && !item.occurrenceOf);
    if (!found) continue;
    const [doneId, done] = found;
    linked[doneId] = { ...done, occurrenceOf: id };
    linked[id] = { ...series, lastDone: doneId };
  }
  return linked;
}
