import { toDateTimeTimeZone, toInstant } from "@casement/graph-time";
import { badRequest } from "../graph-fault.ts";
import type { Entry } from "../store/collection.ts";
import type { Task } from "./todo-state.ts";

const statuses = ["notStarted", "inProgress", "completed", "waitingOnOthers", "deferred"];
const importances = ["low", "normal", "high"];
const times = ["dueDateTime", "startDateTime", "reminderDateTime"];
const writable = [...times, "title", "status", "importance", "body", "categories", "isReminderOn", "recurrence", "linkedResources"];

export const blankTask = (): Task => ({
  title: "",
  status: "notStarted",
  importance: "normal",
  isReminderOn: false,
  hasAttachments: false,
  categories: [],
  body: { content: "", contentType: "text" },
  checklistItems: [],
  linkedResources: [],
});

/** The task with the properties of a POST or PATCH body. Completing sets `completedDateTime` as Graph does: to the midnight of the day, UTC. */
export function withTaskFields(task: Task, body: any, now: Date): Task {
  if (body === null || typeof body !== "object") throw badRequest("Invalid request", "invalidRequest");
  const status = memberOf(statuses, body.status);
  const importance = memberOf(importances, body.importance);
  const given = Object.fromEntries(Object.entries(body).filter(([name]) => writable.includes(name)));
  const next: Task = { ...task, ...given, ...(status ? { status } : {}), ...(importance ? { importance } : {}) };
  if (body.reminderDateTime) next.isReminderOn = body.isReminderOn ?? true;
  for (const name of times) if (body[name]) next[name] = inUtc(body[name]);
  for (const name of [...times, "recurrence"]) if (next[name] === null) delete next[name];
  if (next.status !== "completed") delete next.completedDateTime;
  else if (task.status !== "completed")
    next.completedDateTime = { dateTime: `${now.toISOString().slice(0, 10)}T00:00:00.0000000`, timeZone: "UTC" };
  return next;
}

/** As it is sent; linked resources only when `expanded` names them. */
export function presentTask({ id, changeKey, createdAt, changedAt, value }: Entry<Task>, expanded: readonly string[]): object {
  const { checklistItems, linkedResources, ...rest } = value;
  return {
    "@odata.etag": `W/"${changeKey}"`,
    ...rest,
    createdDateTime: createdAt.toISOString(),
    lastModifiedDateTime: changedAt.toISOString(),
    id,
    ...(checklistItems.length > 0 ? { checklistItems } : {}),
    ...(expanded.includes("linkedresources") ? { linkedResources } : {}),
  };
}

/** To Do keeps and gives times in UTC, whatever zone they came in. */
function inUtc(time: any): object {
  try {
    return toDateTimeTimeZone(toInstant(time));
  } catch {
    throw badRequest("Invalid request", "invalidRequest");
  }
}

/** The canonical spelling; Graph takes any case. */
function memberOf(members: readonly string[], value: unknown): string | undefined {
  if (value === undefined) return undefined;
  const found = members.find((member) => member.toLowerCase() === String(value).toLowerCase());
  if (!found) throw badRequest("Invalid request", "invalidRequest");
  return found;
}
