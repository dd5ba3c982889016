import { truncateText } from "@casement/core";
import { toRrule } from "@casement/graph-calendar";
import { htmlToText, plainText } from "@casement/graph-text";
import { dueDay, toInstant, toIso } from "@casement/graph-time";
import type { GraphTask } from "./graph-types.ts";
import type { TaskItem, TaskView } from "./task-item.ts";

/** Characters of the body that an item stores. */
const maxBodyLength = 2000;

/** A task as the feed stores it. `hasDetails`: Graph returned checklist and links. */
export function toTaskItem(task: GraphTask, zone: string, hasDetails: boolean): TaskItem {
  const dueAt = task.dueDateTime ? toInstant(task.dueDateTime, zone) : undefined;
  const startAt = task.startDateTime ? toInstant(task.startDateTime, zone) : undefined;
  const reminderAt = task.reminderDateTime && task.isReminderOn !== false ? toInstant(task.reminderDateTime, zone) : undefined;
  return withoutUndefined({
    title: task.title ?? "",
    status: task.status ?? "notStarted",
    start: startAt && dueDay(startAt, zone),
    due: dueAt && dueDay(dueAt, zone),
    dueAt: dueAt?.getTime(),
    reminder: reminderAt && toIso(reminderAt, zone),
    reminderAt: reminderAt?.getTime(),
    importance: task.importance ?? "normal",
    categories: task.categories && task.categories.length > 0 ? task.categories : undefined,
    ...bodyOf(task),
    recurrence: task.recurrence ? toRrule(task.recurrence, { start: seriesStart(task, zone), allDay: true, zone }) : undefined,
    completed: task.completedDateTime ? toInstant(task.completedDateTime, "UTC").toISOString().slice(0, 10) : undefined,
    hasAttachments: task.hasAttachments || undefined,
    created: task.createdDateTime ?? undefined,
    ...(hasDetails ? detailsOf(task) : {}),
  });
}

/** A task as sensors and services show it. `today` is the date in the account's time zone. */
export function toTaskView(id: string, item: TaskItem, today: string): TaskView {
  const { dueAt: _dueAt, reminderAt: _reminderAt, created: _created, agendaDetails: _details, lastDone: _lastDone, ...others } = item;
  const { occurrenceOf: _occurrenceOf, ...rest } = others;
  const done = item.status === "completed";
  return { id, ...rest, done, overdue: !done && item.due !== undefined && item.due < today };
}

function bodyOf({ body }: GraphTask): Pick<TaskItem, "body" | "bodyTruncated"> {
  if (!body?.content) return {};
  const text = body.contentType?.toLowerCase() === "html" ? htmlToText(body.content) : plainText(body.content);
  if (text.length <= maxBodyLength) return { body: text || undefined };
  return { body: `${truncateText(text, maxBodyLength).trimEnd()}…`, bodyTruncated: true };
}

/** Checklist and links of a task that was read with them. */
export function detailsOf(task: GraphTask): Pick<TaskItem, "checklist" | "links"> {
  return {
    checklist: (task.checklistItems ?? []).map(({ id, displayName, isChecked }) => ({
      id,
      title: displayName ?? "",
      checked: isChecked === true,
    })),
    links: (task.linkedResources ?? []).map(({ id, displayName, webUrl, applicationName, externalId }) =>
      withoutUndefined({
        id,
        title: displayName || undefined,
        url: webUrl || undefined,
        app: applicationName || undefined,
        externalId: externalId || undefined,
      }),
    ),
  };
}

function seriesStart({ dueDateTime, recurrence }: GraphTask, zone: string): { dateTime: string; timeZone: string } {
  return dueDateTime ?? { dateTime: `${recurrence?.range.startDate ?? "2000-01-01"}T00:00:00`, timeZone: zone };
}

/** Items are compared and stored as JSON, so undefined properties are removed. */
function withoutUndefined<T extends object>(value: T): T {
  return Object.fromEntries(Object.entries(value).filter(([, entry]) => entry !== undefined)) as T;
}
