import type { AgendaCall, AgendaWrite, CalendarComponent, CalendarResource } from "@casement/core";
import type { CalendarEventItem, StoredCalendarEvent, StoredCalendarEvents } from "../calendar-event.ts";
import { toGraphRecurrence } from "../recurrence/to-graph-recurrence.ts";
import { timeKey } from "./component-changes.ts";
import { isOwn, type OwnAddresses, othersOf } from "./event-input.ts";
import { ownAddressOf } from "./event-people.ts";
import { type EventPlan, noCalls, planOf, refusedPlan } from "./event-plan.ts";
import { fitEventTimes } from "./fit-event-times.ts";
import { planChange } from "./plan-event-change.ts";
import { planNewEvent } from "./plan-new-event.ts";
import { planResponse } from "./plan-response.ts";

export interface EventWrite {
  readonly write: AgendaWrite<StoredCalendarEvent>;
  readonly after: CalendarResource;
  readonly own: OwnAddresses;
  readonly zone: string;
}

/** An event that exists, and the user's part in it. */
export interface KnownEvent {
  readonly id: string;
  readonly item: CalendarEventItem;
  readonly items: StoredCalendarEvents;
  readonly before: CalendarResource;
  readonly role: EventRole;
}

export type EventRole = "alone" | "organizer" | "attendee";

/**
 * What a program's write to an event means. An attendee's write is never a change of the meeting and never a new one. `canRespond`: the plugin has
 * the service `respond-to-event`.
 */
export function planEvent(write: AgendaWrite<StoredCalendarEvent>, canRespond: boolean): EventPlan {
  const { before, account, items } = write;
  const after = write.after && withFitTimes(write.after, account.timeZone);
  const found = before ? mainItemOf(items) : undefined;
  const own: Set<string> = new Set([ownAddressOf(account).toLowerCase()]);
  const organizer = found?.[1].isOrganizer ? found[1].organizer?.email : undefined;
  if (organizer !== undefined) own.add(organizer.toLowerCase());
  const zone = account.timeZone;
  if (!before) return after ? planNewEvent({ write, after, own, zone }) : noCalls;
  if (!found) return refusedPlan("unsupported", "The series of these occurrences is not in this calendar. Change them in Outlook.");
  const [id, item] = found;
  const event: KnownEvent = { id, item, items, before, role: roleOf(item, canRespond) };
  if (!after) return planRemoval(write, event, own);
  const unfit = unfitEvent(after.components[0], zone);
  if (unfit) return unfit;
  if (event.role !== "attendee") return planChange({ write, after, own, zone }, event);
  return canRespond
    ? planResponse({ write, after, own, zone }, event)
    : refusedPlan("unsupported", "Meetings of a group calendar that others organize cannot be changed here. Use Outlook.");
}

function withFitTimes({ uid, components: [first, ...others] }: CalendarResource, zone: string): CalendarResource {
  return { uid, components: [fitEventTimes(first, zone), ...others.map((each) => fitEventTimes(each, zone))] };
}

/** Whoever is not surely the organizer is an attendee, because lists of attendees can be hidden. */
function roleOf({ isOrganizer, attendees = [] }: CalendarEventItem, canRespond: boolean): EventRole {
  if (attendees.length === 0) return isOrganizer === false && canRespond ? "attendee" : "alone";
  return isOrganizer ? "organizer" : "attendee";
}

/** The event, the series, or the one occurrence of a series that is not readable. */
function mainItemOf(items: StoredCalendarEvents): readonly [string, CalendarEventItem] | undefined {
  const whole = [...items].flatMap(([id, item]) => ("subject" in item ? [[id, item] as const] : []));
  const main = whole.find(([, { type }]) => type === "series" || type === "single");
  return main ?? (whole.length === 1 ? whole[0] : undefined);
}

function planRemoval({ now, notifies }: AgendaWrite<StoredCalendarEvent>, event: KnownEvent, own: OwnAddresses): EventPlan {
  const { id, item, before, role } = event;
  const remove: AgendaCall = { service: "remove-event", input: { id }, mayBeGone: true };
  if (role === "alone") return planOf([remove], "nothing");
  if (role === "organizer") return planOf([remove], item.isCancelled ? "nothing" : "cancellations");
  const [first] = before.components;
  const isOver = item.type !== "series" && item.endsAt < now.getTime();
  // As in Outlook, it goes quietly where nobody waits for a response.
  if (item.isCancelled || isOver || partstatOf(first, own) === "DECLINED" || !notifies) return planOf([remove], "nothing");
  const decline: AgendaCall = { service: "respond-to-event", input: { id, response: "decline", sendResponse: true } };
  return planOf([decline, remove], "response");
}

/** Why Outlook cannot store an event. */
export function unfitEvent({ rrule, dtstart, dtend }: CalendarComponent, zone: string): EventPlan | undefined {
  if (!dtstart) return refusedPlan("unsupported", "An event needs a start.");
  if (dtend && timeKey(dtend, zone) < timeKey(dtstart, zone)) return refusedPlan("unsupported", "The event ends before it starts.");
  if (rrule === undefined) return undefined;
  try {
    toGraphRecurrence(rrule, { start: dtstart.at.replace("Z", ""), zone: dtstart.at.endsWith("Z") ? "UTC" : (dtstart.zone ?? zone) });
    return undefined;
  } catch (error) {
    return refusedPlan("unsupported", `Outlook has no such series: ${error instanceof Error ? error.message : "it cannot be read"}`);
  }
}

export const partstatOf = ({ attendees = [] }: CalendarComponent, own: OwnAddresses) =>
  attendees.find(({ email }) => isOwn(email, own))?.partstat;

/** Whether a component names an organizer who is somebody else, and people. */
export function isOthersMeeting({ organizer, attendees = [] }: CalendarComponent, own: OwnAddresses): boolean {
  return organizer !== undefined && !isOwn(organizer.email, own) && attendees.length > 0;
}

/** Outlook cannot invite without notifying: whoever is not to be notified and is not invited yet is left out. */
export function withoutUnnotified(component: CalendarComponent, known: CalendarComponent = {}): CalendarComponent {
  const { attendees } = component;
  if (!attendees?.some(({ isNotified }) => isNotified === false)) return component;
  const invited = new Set((known.attendees ?? []).map(({ email }) => email.toLowerCase()));
  return { ...component, attendees: attendees.filter(({ email, isNotified }) => isNotified !== false || invited.has(email.toLowerCase())) };
}

export const hasOthers = (component: CalendarComponent, own: OwnAddresses): boolean => othersOf(component, own).length > 0;
