import { dayOf, type GraphRecurrence, toGraphRecurrence, toGraphZone } from "@casement/graph-calendar";
import { type DateTimeTimeZone, parseInstant, toDateTimeTimeZone } from "@casement/graph-time";

interface TaskFields {
  readonly title?: string | undefined;
  readonly body?: string | null | undefined;
  readonly bodyType?: "text" | "html" | undefined;
  readonly due?: string | null | undefined;
  readonly reminder?: string | null | undefined;
  readonly importance?: string | undefined;
  readonly status?: string | undefined;
  readonly categories?: readonly string[] | null | undefined;
}

/** The body of a POST or PATCH with the given fields. Null clears a field. The recurrence is not included. */
export function taskBody(fields: TaskFields, zone: string): Record<string, unknown> {
  const body: Record<string, unknown> = {};
  const set = (name: string, value: unknown) => {
    if (value !== undefined) body[name] = value;
  };
  set("title", fields.title);
  if (fields.body !== undefined) set("body", { contentType: fields.bodyType ?? "text", content: fields.body ?? "" });
  set("importance", fields.importance);
  set("status", fields.status);
  set("categories", fields.categories === null ? [] : fields.categories);
  if (fields.due !== undefined) set("dueDateTime", fields.due === null ? null : midnightOf(dayOf(fields.due, zone), zone));
  if (fields.reminder === null) {
    set("reminderDateTime", null);
    set("isReminderOn", false);
  } else if (fields.reminder !== undefined) {
    // In UTC, because a local time is ambiguous when the clock is set back.
    set("reminderDateTime", toDateTimeTimeZone(parseInstant(fields.reminder, zone)));
    set("isReminderOn", true);
  }
  return body;
}

/** A due date as Microsoft's own apps write it: midnight in the user's time zone. */
export function midnightOf(date: string, zone: string): DateTimeTimeZone {
  return { dateTime: `${date}T00:00:00.0000000`, timeZone: toGraphZone(zone) };
}

export function recurrenceOf(rrule: string, due: string, zone: string): GraphRecurrence {
  return toGraphRecurrence(rrule, { start: due, zone });
}
