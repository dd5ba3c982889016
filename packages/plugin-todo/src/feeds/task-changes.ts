import type { FeedChange, RaisedEvent } from "@casement/core";
import type { TaskItem } from "../task-item.ts";
import { taskPayloadOf, type todoEvents } from "../todo-events.ts";

type TodoEvent = RaisedEvent<typeof todoEvents>;

const comparedFields = ["title", "body", "importance", "categories", "recurrence", "checklist", "links", "hasAttachments"] as const;

/** The events that a change of a task means. Completion is detected from the status, because Graph stores only the day of completion. */
export function taskChanges({ key, id, before, after, origin }: FeedChange<TaskItem>): readonly TodoEvent[] {
  if (!after) return before ? [{ event: "task-removed", payload: { ...taskPayloadOf(key, id, before), origin } }] : [];
  const payload = { ...taskPayloadOf(key, id, after), origin };
  const isDone = after.status === "completed";
  if (!before) {
    // The completion is announced for the recurring task.
    if (after.occurrenceOf !== undefined) return [];
    return [{ event: "task-created", payload }, ...(isDone ? [{ event: "task-completed" as const, payload }] : [])];
  }
  const events: TodoEvent[] = [];
  const movedOn = after.lastDone !== undefined && after.lastDone !== before.lastDone;
  const fields = changedFields(before, after, movedOn);
  if (fields.length > 0) events.push({ event: "task-updated", payload: { ...payload, changed: fields } });
  if (movedOn)
    events.push({
      event: "task-completed",
      payload: { ...taskPayloadOf(key, id, { ...before, status: "completed" }), occurrence: after.lastDone, origin },
    });
  const wasDone = before.status === "completed";
  if (isDone !== wasDone) events.push({ event: isDone ? "task-completed" : "task-uncompleted", payload });
  return events;
}

/** A recurring task that moves to its next due date (`movedOn`) changes its times and clears its checklist. These changes are not reported. */
function changedFields(before: TaskItem, after: TaskItem, movedOn: boolean): string[] {
  const fields: string[] = comparedFields.filter((name) => !(movedOn && name === "checklist") && isChanged(name, before, after));
  const isOpen = before.status !== "completed" && after.status !== "completed";
  if (isOpen && !movedOn && before.status !== after.status) fields.push("status");
  if (!movedOn && before.start !== after.start) fields.push("start");
  if (!movedOn && before.dueAt !== after.dueAt) fields.push("due");
  if (!movedOn && before.reminderAt !== after.reminderAt) fields.push("reminder");
  return fields;
}

function isChanged(name: (typeof comparedFields)[number], before: TaskItem, after: TaskItem): boolean {
  // Details that were not read are unknown.
  if ((name === "checklist" || name === "links") && (before[name] === undefined || after[name] === undefined)) return false;
  // Graph removes the recurrence of a completed task.
  if (name === "recurrence" && after.status === "completed") return false;
  return JSON.stringify(before[name]) !== JSON.stringify(after[name]);
}
