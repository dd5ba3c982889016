import { addLocalDays, daysBetween, localDate, toDateTimeTimeZone, toInstant } from "@casement/graph-time";
import { GraphFault } from "../../protocol/graph-fault.ts";
import { dateTimeTimeZoneOf, type JsonProperties, propertiesOf } from "../../protocol/properties-of.ts";
import { readRecurrence } from "../calendar/recurrence.ts";
import { occurrenceDates } from "../calendar/recurrence-dates.ts";
import { readItemExtensions } from "../item-extensions/item-extensions.ts";
import type { TaskPart, TodoTask } from "./todo-store.ts";

const statuses = ["notStarted", "inProgress", "completed", "waitingOnOthers", "deferred"];
const importances = ["low", "normal", "high"];
const times = ["dueDateTime", "startDateTime", "reminderDateTime"] as const;
const writable: readonly string[] = [...times, "title", "body", "categories", "isReminderOn"];

export const invalidRequest = (): GraphFault => new GraphFault(400, "invalidRequest", "Invalid request");

export const createBlankTask = (): TodoTask => ({
  title: "",
  status: "notStarted",
  importance: "normal",
  isReminderOn: false,
  hasAttachments: false,
  categories: [],
  body: { content: "", contentType: "text" },
  checklistItems: [],
  linkedResources: [],
  attachments: [],
});

/**
 * Applies the properties of a POST or PATCH body to a task. Completing a task sets `completedDateTime` to midnight UTC of that day, as
 * Graph does.
 */
export function withTaskFields(task: TodoTask, given: unknown, now: Date): TodoTask {
  const body = readObject(given);
  const status = readMember(statuses, body.status);
  const importance = readMember(importances, body.importance);
  const plain = Object.fromEntries(Object.entries(body).filter(([name]) => writable.includes(name)));
  const itemExtensions = readItemExtensions(body, task.itemExtensions);
  const next: TodoTask = { ...task, ...plain, ...(status ? { status } : {}), ...(importance ? { importance } : {}), itemExtensions };
  if (next.title === null || next.title === undefined) next.title = "";
  if (body.reminderDateTime) next.isReminderOn = body.isReminderOn ?? true;
  if (body.reminderDateTime === null) next.isReminderOn = false;
  for (const name of times) {
    if (body[name]) next[name] = toUtc(body[name]);
    if (next[name] === null) delete next[name];
  }
  if (body.recurrence === null) delete next.recurrence;
  else if (body.recurrence !== undefined) applyRecurrence(next, body.recurrence, now);
  if (next.status !== "completed") delete next.completedDateTime;
  else if (task.status !== "completed")
    next.completedDateTime = { dateTime: `${now.toISOString().slice(0, 10)}T00:00:00.0000000`, timeZone: "UTC" };
  return next;
}

/** Applies the properties of a POST or PATCH body to a checklist item. */
export function withChecklistFields(item: TaskPart, given: unknown, now: Date): TaskPart {
  const body = readObject(given);
  const next: TaskPart = { ...item };
  if (body.displayName !== undefined) next.displayName = String(body.displayName);
  if (typeof body.isChecked === "boolean") next.isChecked = body.isChecked;
  if (next.isChecked !== true) delete next.checkedDateTime;
  else if (item.isChecked !== true) next.checkedDateTime = now.toISOString();
  return next;
}

/** Applies the properties of a POST or PATCH body to a linked resource. */
export function withLinkFields(link: TaskPart, given: unknown): TaskPart {
  const body = readObject(given);
  const named = ["webUrl", "applicationName", "displayName", "externalId"].filter((name) => body[name] !== undefined);
  return { ...link, ...Object.fromEntries(named.map((name) => [name, body[name]])) };
}

/**
 * Completes a recurring task: the task moves to its next due date, and the finished occurrence becomes a task of its own. Returns undefined
 * for the last occurrence and for tasks that do not recur.
 */
export function completeOccurrence(before: TodoTask, completed: TodoTask): { next: TodoTask; done: TodoTask } | undefined {
  const { recurrence } = completed;
  if (!recurrence || before.status === "completed" || completed.status !== "completed") return undefined;
  const zone = recurrence.range.recurrenceTimeZone;
  const day = localDate(toInstant(completed.dueDateTime as { dateTime: string }), zone);
  const next = nextOccurrenceAfter(recurrence, day);
  if (next === undefined) return undefined;
  const days = daysBetween(day, next);
  const moved: TodoTask = { ...completed, status: "notStarted" };
  delete moved.completedDateTime;
  for (const name of times)
    if (moved[name]) moved[name] = toDateTimeTimeZone(addLocalDays(toInstant(moved[name] as { dateTime: string }), days, zone));
  moved.checklistItems = moved.checklistItems.map((item) => withChecklistFields(item, { isChecked: false }, new Date(0)));
  const { recurrence: _, ...done } = completed;
  return { next: moved, done: done as TodoTask };
}

function nextOccurrenceAfter(recurrence: NonNullable<TodoTask["recurrence"]>, day: string): string | undefined {
  for (const date of occurrenceDates(recurrence, "2100-01-01")) if (date > day) return date;
  return undefined;
}

/** A recurring task has a due date. Default: the first day of the range. */
function applyRecurrence(task: TodoTask, given: unknown, now: Date): void {
  const due = task.dueDateTime as { dateTime: string } | undefined;
  const date = (due?.dateTime ?? now.toISOString()).slice(0, 10);
  task.recurrence = readRecurrence(given, { date, timeZone: "UTC" });
  task.dueDateTime ??= { dateTime: `${task.recurrence.range.startDate}T00:00:00.0000000`, timeZone: "UTC" };
}

/** To Do stores and returns times in UTC, regardless of the time zone in which they were sent. */
function toUtc(time: unknown): object {
  try {
    return toDateTimeTimeZone(toInstant(dateTimeTimeZoneOf(time)));
  } catch {
    throw invalidRequest();
  }
}

function readObject(body: unknown): JsonProperties {
  if (body === null || typeof body !== "object") throw invalidRequest();
  return propertiesOf(body);
}

/** Returns the canonical spelling. Graph accepts any case. */
function readMember(members: readonly string[], value: unknown): string | undefined {
  if (value === undefined) return undefined;
  const found = members.find((member) => member.toLowerCase() === String(value).toLowerCase());
  if (!found) throw invalidRequest();
  return found;
}
