import type * as z from "zod";
import type { modifyCalendarEventInput } from "./calendar-event-input.ts";

type GivenFields = Partial<z.output<typeof modifyCalendarEventInput>>;

/** The properties of a POST or PATCH for the given fields, without times and recurrence. Null clears a property. */
export function calendarEventBodyOf(given: GivenFields): Record<string, unknown> {
  const body: Record<string, unknown> = {};
  const set = (name: string, value: unknown) => {
    if (value !== undefined) body[name] = value;
  };
  set("subject", given.subject === null ? "" : given.subject);
  if (given.body !== undefined) set("body", { contentType: given.bodyType ?? "text", content: given.body ?? "" });
  if (given.location !== undefined) set("location", { displayName: given.location ?? "" });
  set("categories", given.categories === null ? [] : given.categories);
  if (given.attendees !== undefined)
    set(
      "attendees",
      (given.attendees ?? []).map(({ type, ...emailAddress }) => ({ type, emailAddress })),
    );
  set("sensitivity", given.sensitivity);
  set("showAs", given.showAs);
  set("importance", given.importance);
  set("isOnlineMeeting", given.onlineMeeting);
  if (given.reminder === null) set("isReminderOn", false);
  else if (given.reminder !== undefined) {
    set("isReminderOn", true);
    set("reminderMinutesBeforeStart", given.reminder);
  }
  return body;
}
