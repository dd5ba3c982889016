import { ianaZone } from "@casement/graph-time";
import { createRefusal } from "../../refusals.ts";
import { GraphFault, notFound } from "../graph-fault.ts";
import type { GraphRequest, GraphResult } from "../route.ts";
import { type CalendarStore, changeKeyOf } from "./calendar-store.ts";
import { type EventInstance, findOccurrence, parseOccurrenceId, toInstance } from "./event-instance.ts";
import { defaultEventView, type EventView, eventEtagOf } from "./present-event.ts";
import type { CalendarOwner, StoredCalendar } from "./stored-calendar.ts";

/** A calendar that a request is about. */
export interface CalendarTarget {
  /** Whose list of calendars it is in. */
  owner: CalendarOwner;
  calendar: StoredCalendar;
  /** Where its events are: elsewhere for a calendar somebody shared. */
  source: { owner: CalendarOwner; calendar: StoredCalendar };
}

const createDeniedFault = () => new GraphFault(403, "ErrorAccessDenied", "Access is denied. Check credentials and try again.");

/** Whoever the path is about: the group of `/groups/{groupId}`, else the user. */
export function ownerOf(store: CalendarStore, request: GraphRequest): CalendarOwner {
  return store.owner(request.params.groupId ?? request.mailboxUser.id);
}

export function targetOf(store: CalendarStore, owner: CalendarOwner, calendar: StoredCalendar): CalendarTarget {
  const source = store.sourceOf(owner, calendar);
  if (calendar.isRefused || source.calendar.isRefused) throw createDeniedFault();
  return { owner, calendar, source: source };
}

/** The calendar in the path, or the default one. */
export function findCalendar(store: CalendarStore, request: GraphRequest): CalendarTarget {
  const owner = ownerOf(store, request);
  const { calendar: id, group } = request.params;
  const calendar = id === undefined ? store.defaultCalendar(owner) : owner.calendars.get(id);
  if (!calendar || (group !== undefined && calendar.groupId !== group)) throw notFound();
  return targetOf(store, owner, calendar);
}

export interface FoundEvent {
  target: CalendarTarget;
  instance: EventInstance;
}

/** An event or occurrence by id, wherever in the mailbox it is. */
export function findEventById(store: CalendarStore, owner: CalendarOwner, id: string): FoundEvent {
  const occurrence = parseOccurrenceId(id);
  for (const calendar of owner.calendars.values()) {
    const source = store.sourceOf(owner, calendar);
    const event = source.owner.events.get(occurrence?.masterId ?? id);
    if (!event || event.calendarId !== source.calendar.id) continue;
    const instance = occurrence ? findOccurrence(event, occurrence.date) : toInstance(event);
    if (instance) return { target: targetOf(store, owner, calendar), instance };
  }
  throw notFound();
}

/** The event in the path. */
export function findEvent(store: CalendarStore, request: GraphRequest): FoundEvent {
  if (request.params.calendar !== undefined) findCalendar(store, request);
  return findEventById(store, ownerOf(store, request), request.params.event!);
}

/** 403 for a calendar that may only be read, 412 for an outdated `If-Match`. */
export function checkWritable(request: GraphRequest, { target, instance }: FoundEvent): void {
  checkCanEdit(target);
  const ifMatch = request.headers.get("if-match");
  if (ifMatch && ifMatch !== "*" && ifMatch !== eventEtagOf(instance)) throw createConflict();
}

export function checkCanEdit({ calendar }: CalendarTarget): void {
  if (!calendar.canEdit) throw createDeniedFault();
}

export function checkIfMatch(request: GraphRequest, item: { id: string; version: number }): void {
  const ifMatch = request.headers.get("if-match");
  if (ifMatch && ifMatch !== "*" && ifMatch !== `W/"${changeKeyOf(item)}"`) throw createConflict();
}

const createConflict = () => createRefusal("event-etag-mismatch");

/** How this client wants events, and is allowed to see them. */
export function eventViewOf(request: GraphRequest, target: CalendarTarget | undefined): EventView {
  const timeZone = request.prefer.timeZone ?? "UTC";
  if (ianaZone(timeZone) === undefined) throw createRefusal("event-time-zone-unknown", { zone: timeZone });
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

/** Says in the answer which preferences were heeded. */
export function withPreferenceApplied(request: GraphRequest, result: GraphResult): GraphResult {
  const { timeZone, bodyType, immutableId } = request.prefer;
  const heeded = [
    immutableId && 'IdType="ImmutableId"',
    timeZone && `outlook.timezone="${timeZone}"`,
    bodyType && `outlook.body-content-type="${bodyType}"`,
  ];
  const applied = heeded.filter(Boolean).join(", ");
  return applied ? { ...result, headers: { ...result.headers, "Preference-Applied": applied } } : result;
}
