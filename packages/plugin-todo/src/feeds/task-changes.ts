import type { ChangeOrigin, RaisedEvent } from "@casement/core";
import type { TaskItem } from "../task-item.ts";
import { taskPayloadOf, type todoEvents } from "../todo-events.ts";

interface Change {
  readonly key: string;
  readonly id: string;
  readonly before: TaskItem | undefined;
  readonly after: TaskItem | undefined;
  readonly origin: ChangeOrigin;
}
type News = RaisedEvent<typeof todoEvents>;

const watched = ["title", "body", "importance", "categories", "recurrence", "checklist", "links", "hasAttachments"] as const;

/** What a change of a task means. Completion is told by the status: Graph's time of completion is the day's midnight and tells nothing. */
export function taskChanges({ key, id, before, after, origin }: Change): readonly News[] {
  if (!after) return before ? [{ event: "task-removed", payload: { ...taskPayloadOf(key, id, before), origin } }] : [];
  const payload = { ...taskPayloadOf(key, id, after), origin };
  const done = after.status === "completed";
  if (!before) {
    // The recurring task itself says that an occurrence was finished.
    if (after.occurrenceOf !== undefined) return [];
    return [{ event: "task-created", payload }, ...(done ? [{ event: "task-completed" as const, payload }] : [])];
  }
  const news: News[] = [];
  const movedOn = after.lastDone !== undefined && after.lastDone !== before.lastDone;
  const fields = changedFields(before, after, movedOn);
  if (fields.length > 0) news.push({ event: "task-updated", payload: { ...payload, changed: fields } });
  if (movedOn)
    news.push({
      event: "task-completed",
      payload: { ...taskPayloadOf(key, id, { ...before, status: "completed" }), occurrence: after.lastDone, origin },
    });
  const wasDone = before.status === "completed";
  if (done !== wasDone) news.push({ event: done ? "task-completed" : "task-uncompleted", payload });
  return news;
}

/** Moving on, a recurring task changes its times and clears its checklist: that is not news of its own. */
function changedFields(before: TaskItem, after: TaskItem, movedOn: boolean): string[] {
  const fields: string[] = watched.filter((name) => !(movedOn && name === "checklist") && differ(name, before, after));
  const open = before.status !== "completed" && after.status !== "completed";
  if (open && !movedOn && before.status !== after.status) fields.push("status");
  if (!movedOn && before.dueAt !== after.dueAt) fields.push("due");
  if (!movedOn && before.reminderAt !== after.reminderAt) fields.push("reminder");
  return fields;
}

function differ(name: (typeof watched)[number], before: TaskItem, after: TaskItem): boolean {
  // Details that were not read are not known.
  if ((name === "checklist" || name === "links") && (before[name] === undefined || after[name] === undefined)) return false;
  // A finished task keeps no rule.
  if (name === "recurrence" && after.status === "completed") return false;
  return JSON.stringify(before[name]) !== JSON.stringify(after[name]);
}
