import { ianaZone } from "@casement/graph-time";
import { refuse } from "../../refusals.ts";
import { GraphFault, notFound } from "../graph-fault.ts";
import type { GraphCall, GraphResult } from "../route.ts";
import { type CalendarStore, changeKeyOf } from "./calendar-store.ts";
import { eventItself, type Instance, occurrenceOn, parseOccurrenceId } from "./instance.ts";
import { type EventView, eventEtag, plainView } from "./present-event.ts";
import type { CalendarOwner, StoredCalendar } from "./stored-calendar.ts";

/** A calendar that a request is about. */
export interface Place {
  /** Whose list of calendars it is in. */
  owner: CalendarOwner;
  calendar: StoredCalendar;
  /** Where its events are: elsewhere for a calendar somebody shared. */
  home: { owner: CalendarOwner; calendar: StoredCalendar };
}

const denied = () => new GraphFault(403, "ErrorAccessDenied", "Access is denied. Check credentials and try again.");

/** Whoever the path is about: the group of `/groups/{groupId}`, else the user. */
export function ownerOf(store: CalendarStore, call: GraphCall): CalendarOwner {
  return store.owner(call.params.groupId ?? call.mailboxUser.id);
}

export function place(store: CalendarStore, owner: CalendarOwner, calendar: StoredCalendar): Place {
  const home = store.home(owner, calendar);
  if (calendar.refuses || home.calendar.refuses) throw denied();
  return { owner, calendar, home };
}

/** The calendar in the path, or the default one. */
export function findPlace(store: CalendarStore, call: GraphCall): Place {
  const owner = ownerOf(store, call);
  const { calendar: id, group } = call.params;
  const calendar = id === undefined ? store.defaultCalendar(owner) : owner.calendars.get(id);
  if (!calendar || (group !== undefined && calendar.groupId !== group)) throw notFound();
  return place(store, owner, calendar);
}

export interface Found {
  place: Place;
  instance: Instance;
}

/** An event or occurrence by id, wherever in the mailbox it is. */
export function findById(store: CalendarStore, owner: CalendarOwner, id: string): Found {
  const part = parseOccurrenceId(id);
  for (const calendar of owner.calendars.values()) {
    const home = store.home(owner, calendar);
    const event = home.owner.events.get(part?.masterId ?? id);
    if (!event || event.calendarId !== home.calendar.id) continue;
    const instance = part ? occurrenceOn(event, part.date) : eventItself(event);
    if (instance) return { place: place(store, owner, calendar), instance };
  }
  throw notFound();
}

/** The event in the path. */
export function findEvent(store: CalendarStore, call: GraphCall): Found {
  if (call.params.calendar !== undefined) findPlace(store, call);
  return findById(store, ownerOf(store, call), call.params.event!);
}

/** 403 for a calendar that may only be read, 412 for an outdated `If-Match`. */
export function checkWritable(call: GraphCall, { place: at, instance }: Found): void {
  checkCanEdit(at);
  const wanted = call.headers.get("if-match");
  if (wanted && wanted !== "*" && wanted !== eventEtag(instance)) throw conflict();
}

export function checkCanEdit({ calendar }: Place): void {
  if (!calendar.canEdit) throw denied();
}

export function checkMatch(call: GraphCall, item: { id: string; version: number }): void {
  const wanted = call.headers.get("if-match");
  if (wanted && wanted !== "*" && wanted !== `W/"${changeKeyOf(item)}"`) throw conflict();
}

const conflict = () => refuse("event-etag-mismatch");

/** How this client wants events, and is allowed to see them. */
export function viewOf(call: GraphCall, at: Place | undefined): EventView {
  const timeZone = call.prefer.timeZone ?? "UTC";
  if (ianaZone(timeZone) === undefined) throw refuse("event-time-zone-unknown", { zone: timeZone });
  const shared = at?.calendar.sharedFrom;
  return {
    ...plainView,
    timeZone,
    bodyType: call.prefer.bodyType ?? "html",
    basic: !["Calendars.Read", "Calendars.Read.Shared", "Group.Read.All"].some((scope) => call.allows(scope)),
    hidePrivate: shared ? !shared.canViewPrivateItems : call.user.id !== call.mailboxUser.id,
    ...(at?.owner.kind === "personal" && { webHost: "outlook.live.com" }),
  };
}

/** Says in the answer which preferences were heeded. */
export function withPreferences(call: GraphCall, result: GraphResult): GraphResult {
  const { timeZone, bodyType, immutableId } = call.prefer;
  const heeded = [
    immutableId && 'IdType="ImmutableId"',
    timeZone && `outlook.timezone="${timeZone}"`,
    bodyType && `outlook.body-content-type="${bodyType}"`,
  ];
  const applied = heeded.filter(Boolean).join(", ");
  return applied ? { ...result, headers: { ...result.headers, "Preference-Applied": applied } } : result;
}
