import { invalidInput } from "@casement/core";
import { type GraphRecurrence, toGraphRecurrence } from "@casement/graph-calendar";
import { dayOf, instantOf, resolveTime, type TimeContext, toGraphZone } from "@casement/graph-input";
import { type DateTimeTimeZone, toDateTimeTimeZone } from "@casement/graph-time";

interface TaskFields {
  readonly title?: string | undefined;
  readonly body?: string | null | undefined;
  readonly bodyType?: "text" | "html" | undefined;
  readonly start?: string | null | undefined;
  readonly due?: string | null | undefined;
  readonly reminder?: string | null | undefined;
  readonly importance?: string | undefined;
  readonly status?: string | undefined;
  readonly categories?: readonly string[] | null | undefined;
}

/** The body of a POST or PATCH with the given fields. Null clears a field. The recurrence is not included. */
export function taskBody(fields: TaskFields, context: TimeContext): Record<string, unknown> {
  const { zone } = context;
  const body: Record<string, unknown> = {};
  const set = (name: string, value: unknown) => {
    if (value !== undefined) body[name] = value;
  };
  set("title", fields.title);
  if (fields.body !== undefined) set("body", { contentType: fields.bodyType ?? "text", content: fields.body ?? "" });
  set("importance", fields.importance);
  set("status", fields.status);
  set("categories", fields.categories === null ? [] : fields.categories);
  if (fields.start) checkOrder(fields.start, fields.due, context);
  if (fields.start !== undefined) set("startDateTime", fields.start === null ? null : midnightOf(dueDayOf(fields.start, context), zone));
  if (fields.due !== undefined) set("dueDateTime", fields.due === null ? null : midnightOf(dueDayOf(fields.due, context), zone));
  if (fields.reminder === null) {
    set("reminderDateTime", null);
    set("isReminderOn", false);
  } else if (fields.reminder !== undefined) {
    // In UTC, because a local time is ambiguous when the clock is set back.
    const reminder = resolveTime(fields.reminder, context, fields.due ? dueDayOf(fields.due, context) : undefined);
    set("reminderDateTime", toDateTimeTimeZone(instantOf(reminder, zone, "reminder")));
    set("isReminderOn", true);
  }
  return body;
}

/** Other programs refuse a task that starts after it is due. */
function checkOrder(start: string, due: string | null | undefined, context: TimeContext): void {
  if (due && dueDayOf(start, context) > dueDayOf(due, context)) throw invalidInput("start", "is after the due date");
}

/** The day of a due date that is given as a date, a date-time or words. */
export function dueDayOf(due: string, context: TimeContext): string {
  return dayOf(resolveTime(due, context), context.zone);
}

/** A due date as Microsoft's own apps write it: midnight in the user's time zone. */
export function midnightOf(date: string, zone: string): DateTimeTimeZone {
  return { dateTime: `${date}T00:00:00.0000000`, timeZone: toGraphZone(zone) };
}

export function recurrenceOf(rrule: string, due: string, zone: string): GraphRecurrence {
  return toGraphRecurrence(rrule, { start: due, zone });
}
