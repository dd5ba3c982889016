import type { TaskItem } from "../task-item.ts";

/**
 * Links a recurring task to its completed occurrence. When a recurring task is completed, it moves to its next due date under the same id,
 * and the completed occurrence appears as a new task. The link makes one completion one event.
 * Source: https://github.com/RogerSelwyn/MS365-ToDo/issues/62
 */
export function linkOccurrences(put: Record<string, TaskItem>, items: ReadonlyMap<string, TaskItem>): Record<string, TaskItem> {
  const linked: Record<string, TaskItem> = {};
  for (const [id, item] of Object.entries(put)) {
    const { lastDone, occurrenceOf } = items.get(id) ?? {};
    linked[id] = { ...item, ...(lastDone === undefined ? {} : { lastDone }), ...(occurrenceOf === undefined ? {} : { occurrenceOf }) };
  }
  const newlyCompleted = Object.entries(linked).filter(([id, { status }]) => status === "completed" && !items.has(id));
  if (newlyCompleted.length === 0) return linked;
  for (const [id, series] of Object.entries(linked)) {
    const before = items.get(id);
    if (!series.recurrence || before?.dueAt === undefined || series.dueAt === undefined || series.dueAt <= before.dueAt) continue;
    const found = newlyCompleted.find(([, item]) => item.dueAt === before.dueAt && item.title === before.title && !item.occurrenceOf);
    if (!found) continue;
    const [occurrenceId, occurrence] = found;
    linked[occurrenceId] = { ...occurrence, occurrenceOf: id };
    linked[id] = { ...series, lastDone: occurrenceId };
  }
  return linked;
}
