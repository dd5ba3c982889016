import type { CalendarComponent, CalendarTime } from "@casement/core";
import { parseInstant } from "@casement/graph-time";
import { isSameRule } from "../recurrence/is-same-rule.ts";
import { priorityLevel } from "./priority-level.ts";

/** What a client can change that Outlook stores. */
export type EventField =
  | "summary"
  | "description"
  | "location"
  | "dtstart"
  | "dtend"
  | "rrule"
  | "transp"
  | "class"
  | "priority"
  | "categories"
  | "alarm"
  | "attendees";

/** Each user's own: Outlook tells nobody of a change. */
export const privateFields: readonly EventField[] = ["alarm", "categories", "transp"];
/** The organizer's: attendees are told of a change. */
export const meetingFields: readonly EventField[] = [
  "summary",
  "description",
  "location",
  "dtstart",
  "dtend",
  "rrule",
  "class",
  "priority",
];
export const eventFields: readonly EventField[] = [...meetingFields, ...privateFields];

/**
 * Which fields differ in meaning. Programs rewrite lines, drop what they do not know, and write times in their own way. `zone`: of times without
 * one.
 */
export function changedEventFields(
  before: CalendarComponent,
  after: CalendarComponent,
  fields: readonly EventField[],
  zone: string,
): Set<EventField> {
  return new Set(fields.filter((field) => !isSame(field, before, after, zone)));
}

function isSame(field: EventField, before: CalendarComponent, after: CalendarComponent, zone: string): boolean {
  if (field === "rrule") {
    const { at, zone: ruleZone } = before.dtstart ?? { at: "2000-01-01" };
    return isSameRule(before.rrule, after.rrule, { start: at.replace("Z", ""), zone: at.endsWith("Z") ? "UTC" : (ruleZone ?? zone) });
  }
  return meaningOf(field, before, zone) === meaningOf(field, after, zone);
}

function meaningOf(field: Exclude<EventField, "rrule">, component: CalendarComponent, zone: string): string {
  switch (field) {
    case "dtstart":
    case "dtend":
      return component[field] ? timeKey(component[field], zone) : "";
    case "categories":
      return [...(component.categories ?? [])].sort().join("\n");
    case "attendees":
      // A response is its attendee's, and makes no other list.
      return (component.attendees ?? [])
        .map(({ email, role = "REQ-PARTICIPANT", cutype }) => `${email.toLowerCase()} ${cutype === "RESOURCE" ? cutype : role}`)
        .sort()
        .join("\n");
    case "transp":
      return component.transp ?? "OPAQUE";
    case "class":
      return component.class ?? "PUBLIC";
    case "priority":
      return priorityLevel(component.priority);
    case "alarm":
      return String(reminderOf(component, zone));
    default:
      return (component[field] ?? "").replaceAll(/\s+/g, " ").trim();
  }
}

/** The same moment in another time zone is the same. */
export function timeKey({ at, zone }: CalendarTime, defaultZone: string): string {
  return at.length === 10 ? at : parseInstant(at, at.endsWith("Z") ? "UTC" : (zone ?? defaultZone)).toISOString();
}

/** Minutes before the start. Null: no reminder that Outlook can store. */
export function reminderOf({ alarm, dtstart }: CalendarComponent, zone: string): number | null {
  if (!alarm) return null;
  if ("minutesBefore" in alarm) return alarm.minutesBefore;
  if (!dtstart) return null;
  const start = parseInstant(dtstart.at.length === 10 ? `${dtstart.at}T00:00:00` : dtstart.at, dtstart.zone ?? zone);
  const minutes = Math.round((start.getTime() - Date.parse(alarm.at)) / 60_000);
  return minutes < 0 ? null : minutes;
}
