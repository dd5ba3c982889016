import { checkIfMatch } from "../../protocol/check-if-match.ts";
import { GraphFault, notFound } from "../../protocol/graph-fault.ts";
import type { GraphRequest } from "../../protocol/route.ts";
import { createMissingItemFault } from "../../protocol/store/exchange-id.ts";
import { createRefusal } from "../../refusals/create-refusal.ts";
import { isSupportedTimeZone } from "../supported-time-zones.ts";
import type { CalendarStore } from "./calendar-store.ts";
import { type EventInstance, findOccurrence, parseOccurrenceId, toInstance } from "./event-instance.ts";
import { defaultEventView, type EventView, eventChangeKeyOf } from "./present-event.ts";
import type { CalendarOwner, StoredCalendar } from "./stored-calendar.ts";

/** The calendar of a request. */
export interface CalendarTarget {
  /** Owner of the list that contains the calendar. */
  owner: CalendarOwner;
  calendar: StoredCalendar;
  /** Owner and calendar that store the events. They differ for a shared calendar. */
  source: { owner: CalendarOwner; calendar: StoredCalendar };
}

const createDeniedFault = () => new GraphFault(403, "ErrorAccessDenied", "Access is denied. Check credentials and try again.");

/** Returns the owner of the path: the group of `/groups/{groupId}`, otherwise the user. */
export function ownerOf(store: CalendarStore, request: GraphRequest): CalendarOwner {
  return store.owner(request.params.groupId ?? request.mailboxUser.id);
}

export function targetOf(store: CalendarStore, owner: CalendarOwner, calendar: StoredCalendar): CalendarTarget {
  const source = store.sourceOf(owner, calendar);
  if (calendar.isRefused || source.calendar.isRefused) throw createDeniedFault();
  return { owner, calendar, source: source };
}

/**
 * Returns the calendar in the path, or the default calendar.
 *
 * @throws GraphFault 404 when it does not exist, 403 when it is refused.
 */
export function findCalendar(store: CalendarStore, request: GraphRequest): CalendarTarget {
  const owner = ownerOf(store, request);
  const { calendar: id, group } = request.params;
  const calendar = id === undefined || id.toLowerCase() === "calendar" ? store.defaultCalendar(owner) : owner.calendars.get(id);
  if (!calendar) throw createMissingItemFault(id!);
  if (group !== undefined && calendar.groupId !== group) throw notFound();
  return targetOf(store, owner, calendar);
}

export interface FoundEvent {
  target: CalendarTarget;
  instance: EventInstance;
}

/**
 * Finds an event or occurrence by id in any calendar of the owner.
 *
 * @throws GraphFault 404 when it does not exist.
 */
export function findEventById(store: CalendarStore, owner: CalendarOwner, id: string): FoundEvent {
  const occurrence = parseOccurrenceId(id);
  for (const calendar of owner.calendars.values()) {
    const source = store.sourceOf(owner, calendar);
    const event = source.owner.events.get(occurrence?.masterId ?? id);
    if (!event || event.calendarId !== source.calendar.id) continue;
    const instance = occurrence ? findOccurrence(event, occurrence.date) : toInstance(event);
    if (instance) return { target: targetOf(store, owner, calendar), instance };
  }
  throw createMissingItemFault(occurrence?.masterId ?? id);
}

/** Returns the event in the path. */
export function findEvent(store: CalendarStore, request: GraphRequest): FoundEvent {
  if (request.params.calendar !== undefined) findCalendar(store, request);
  return findEventById(store, ownerOf(store, request), request.params.event!);
}

/** @throws GraphFault 403 for a read-only calendar, 412 for an outdated `If-Match`. */
export function checkWritable(request: GraphRequest, { target, instance }: FoundEvent): void {
  checkCanEdit(target);
  checkIfMatch(request, eventChangeKeyOf(instance));
}

export function checkCanEdit({ calendar }: CalendarTarget): void {
  if (!calendar.canEdit) throw createDeniedFault();
}

/** Determines how the client wants events and what it may see. */
export function eventViewOf(request: GraphRequest, target: CalendarTarget | undefined): EventView {
  const timeZone = request.prefer.timeZone ?? "UTC";
  if (!isSupportedTimeZone(timeZone)) throw createRefusal("event-time-zone-unknown", { zone: timeZone });
  const shared = target?.calendar.sharedFrom;
  return {
    ...defaultEventView,
    timeZone,
    bodyType: request.prefer.bodyType ?? "html",
    basic: !["Calendars.Read", "Calendars.Read.Shared", "Group.Read.All"].some((scope) => request.allows(scope)),
    hidePrivate: shared ? !shared.canViewPrivateItems : request.user.id !== request.mailboxUser.id,
    ...(target?.owner.kind === "personal" && { webHost: "outlook.live.com" }),
  };
}
