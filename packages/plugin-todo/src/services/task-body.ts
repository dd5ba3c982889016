import { dayOf, type GraphRecurrence, graphZone, toRecurrence } from "@casement/graph-calendar";
import { type DateTimeTimeZone, parseInstant, toDateTimeTimeZone } from "@casement/graph-time";

interface Given {
  readonly title?: string | undefined;
  readonly body?: string | null | undefined;
  readonly bodyType?: "text" | "html" | undefined;
  readonly due?: string | null | undefined;
  readonly reminder?: string | null | undefined;
  readonly importance?: string | undefined;
  readonly status?: string | undefined;
  readonly categories?: readonly string[] | null | undefined;
}

/** The properties of a POST or PATCH that a caller gave; null clears. Recurrence is not among them. */
export function taskBody(given: Given, zone: string): Record<string, unknown> {
  const body: Record<string, unknown> = {};
  const set = (name: string, value: unknown) => {
    if (value !== undefined) body[name] = value;
  };
  set("title", given.title);
  if (given.body !== undefined) set("body", { contentType: given.bodyType ?? "text", content: given.body ?? "" });
  set("importance", given.importance);
  set("status", given.status);
  set("categories", given.categories === null ? [] : given.categories);
  if (given.due !== undefined) set("dueDateTime", given.due === null ? null : midnightOf(dayOf(given.due, zone), zone));
  if (given.reminder === null) {
    set("reminderDateTime", null);
    set("isReminderOn", false);
  } else if (given.reminder !== undefined) {
    // As an instant: no doubt about the hour that an autumn night has twice.
    set("reminderDateTime", toDateTimeTimeZone(parseInstant(given.reminder, zone)));
    set("isReminderOn", true);
  }
  return body;
}

/** As Microsoft's own apps write a due date: the midnight of the user's zone. */
export function midnightOf(date: string, zone: string): DateTimeTimeZone {
  return { dateTime: `${date}T00:00:00.0000000`, timeZone: graphZone(zone) };
}

export function recurrenceOf(rrule: string, due: string, zone: string): GraphRecurrence {
  return toRecurrence(rrule, { start: due, zone });
}
