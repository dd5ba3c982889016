import type { CalendarAttendee, CalendarComponent } from "@casement/core";
import { type EventField, reminderOf } from "./component-changes.ts";
import { priorityLevel } from "./priority-level.ts";

export type ServiceInput = Readonly<Record<string, unknown>>;

const sensitivities = { PUBLIC: "normal", PRIVATE: "private", CONFIDENTIAL: "confidential" } as const;

/** Addresses of the account's user, in lower case. */
export type OwnAddresses = ReadonlySet<string>;

export const isOwn = (email: string, own: OwnAddresses): boolean => own.has(email.toLowerCase());

/** The attendees other than the user. */
export const othersOf = ({ attendees = [] }: CalendarComponent, own: OwnAddresses): CalendarAttendee[] =>
  attendees.filter(({ email }) => !isOwn(email, own));

/** The input of `create-event` and `modify-event` for some fields. Start and end go together. */
export function eventInput(component: CalendarComponent, fields: ReadonlySet<EventField>, own: OwnAddresses, zone: string): ServiceInput {
  const { dtstart, dtend, summary, description, location, rrule, categories, transp } = component;
  const input: Record<string, unknown> = {};
  if (fields.has("summary")) input.subject = summary ?? "";
  if (fields.has("description")) input.body = description ?? null;
  if (fields.has("location")) input.location = location ?? null;
  if (fields.has("dtstart") || fields.has("dtend"))
    Object.assign(input, {
      start: dtstart!.at,
      ...(dtend && { end: dtend.at }),
      allDay: dtstart!.at.length === 10,
      ...(dtstart!.zone !== undefined && { timeZone: dtstart!.zone }),
    });
  if (fields.has("rrule")) input.recurrence = rrule ?? null;
  if (fields.has("class")) input.sensitivity = sensitivities[component.class ?? "PUBLIC"];
  if (fields.has("priority")) input.importance = priorityLevel(component.priority);
  if (fields.has("categories")) input.categories = categories ?? [];
  if (fields.has("transp")) input.showAs = transp === "TRANSPARENT" ? "free" : "busy";
  if (fields.has("alarm")) input.reminder = reminderOf(component, zone);
  if (fields.has("attendees")) input.attendees = peopleInput(component, own);
  return input;
}

export function peopleInput(component: CalendarComponent, own: OwnAddresses): ServiceInput[] {
  return othersOf(component, own).map(({ email, name, role, cutype }) => ({
    email,
    ...(name !== undefined && { name }),
    type: cutype === "RESOURCE" ? "resource" : role === "OPT-PARTICIPANT" ? "optional" : "required",
  }));
}
