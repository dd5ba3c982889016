import type { OutputOf } from "@casement/core";
import type * as z from "zod";
import type { choices, people } from "./event-input.ts";

interface Given extends Partial<{ [K in keyof typeof choices]: OutputOf<(typeof choices)[K]> | undefined }> {
  readonly subject?: string | null | undefined;
  readonly body?: string | null | undefined;
  readonly location?: string | null | undefined;
  readonly categories?: readonly string[] | null | undefined;
  readonly attendees?: z.output<typeof people> | null | undefined;
  readonly reminder?: number | null | undefined;
}

/** The properties of a POST or PATCH that a caller gave; null clears. Times and recurrence are not among them. */
export function eventBody(given: Given): Record<string, unknown> {
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
      (given.attendees ?? []).map(({ email, name, type }) => ({
        type,
        emailAddress: { address: email, ...(name === undefined ? {} : { name }) },
      })),
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
