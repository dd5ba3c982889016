import { CasementError } from "@casement/core";
import { propertiesOf } from "../properties-of.ts";
import { type Found, findById, place } from "./calendar-access.ts";
import type { CalendarDelta } from "./calendar-delta.ts";
import type { CalendarStore } from "./calendar-store.ts";
import { calendarView, readWindow } from "./calendar-window.ts";
import { eventItself } from "./instance.ts";
import { type Answer, answerMeeting, cancelMeeting, recordAnswer, removeInstance } from "./meetings.ts";
import { presentCalendar } from "./present-calendar.ts";
import { plainView, presentEvent } from "./present-event.ts";
import { camelKeys } from "./read-event-input.ts";
import type { CalendarOwner, StoredCalendar } from "./stored-calendar.ts";
import { noTime } from "./stored-event.ts";
import { createEvent, updateEvent } from "./write-event.ts";

/** JSON of Graph's, for whoever writes a test: what is in it is known there, not here. */
type Json = Record<string, any>;

/**
 * Changes of calendars "from elsewhere": another device, a colleague, Outlook itself. `user` is an id or a user principal name,
 * `calendar` an id or a name (the default calendar without one), `event` the id of an event or occurrence. Events are given and
 * returned as Graph has them, times in UTC.
 */
export interface CalendarControl {
  calendars(user: string): Json[];
  /** Events of one calendar, or of all: single ones and series masters. */
  events(user: string, calendar?: string): Json[];
  /** What a calendar shows between two ISO 8601 times: single events, occurrences and exceptions. */
  view(user: string, start: string, end: string, calendar?: string): Json[];
  /** With `organizer` of somebody else it is an invitation that the user has not answered. */
  createEvent(user: string, event: Json, calendar?: string): Json;
  patchEvent(user: string, event: string, changes: Json): Json;
  deleteEvent(user: string, event: string): void;
  /** As the organiser. */
  cancelEvent(user: string, event: string): void;
  /** As the invited user, on their own copy. */
  respond(user: string, event: string, response: Answer, options?: { sendResponse?: boolean }): void;
  /** Somebody's answer arrives in the organiser's event; the attendee needs no mailbox here. */
  attendeeResponds(organizer: string, event: string, attendee: string, response: Answer): void;
  createCalendar(user: string, calendar: Json): Json;
  renameCalendar(user: string, calendar: string, name: string): Json;
  removeCalendar(user: string, calendar: string): void;
  /** Every call for the calendar answers 403 until it is called with false. */
  refuseCalendar(user: string, calendar: string, on?: boolean): void;
  /** Puts a calendar into somebody else's list of calendars. */
  shareCalendar(
    user: string,
    calendar: string,
    withUser: string,
    rights?: { canEdit?: boolean; canViewPrivateItems?: boolean; name?: string },
  ): Json;
  /** Delta for default calendars alone. */
  setPrimaryOnlyDelta(on: boolean): void;
  /** Off: declining a meeting removes it, as Outlook does unless it is told to show declined events. On at first. */
  setKeepDeclined(user: string, on: boolean): void;
}

export function calendarControl(store: CalendarStore, delta: CalendarDelta): CalendarControl {
  const calendarOf = (owner: CalendarOwner, name?: string): StoredCalendar => {
    // Over HTTP what is left out arrives as null.
    if (!name) return store.defaultCalendar(owner);
    const found = owner.calendars.get(name) ?? [...owner.calendars.values()].find((calendar) => calendar.name === name);
    if (!found) throw new CasementError("input-invalid", "The user has no calendar of that id or name.");
    return found;
  };
  const find = (user: string, event: string): Found => findById(store, store.owner(user), event);
  const show = ({ instance }: Found): Json => presentEvent(instance, plainView);

  return {
    calendars(user) {
      const owner = store.owner(user);
      return [...owner.calendars.values()].map((calendar) => presentCalendar(store, owner, calendar));
    },
    events(user, calendar) {
      const owner = store.owner(user);
      const of = !calendar ? [...owner.calendars.values()] : [calendarOf(owner, calendar)];
      return of.flatMap((each) => store.eventsIn(owner, each)).map((event) => presentEvent(eventItself(event), plainView));
    },
    view(user, start, end, calendar) {
      const owner = store.owner(user);
      const at = place(store, owner, calendarOf(owner, calendar));
      return calendarView(store, at, readWindow(start, end)).map((instance) => presentEvent(instance, plainView));
    },
    createEvent(user, given, calendar) {
      const owner = store.owner(user);
      const at = place(store, owner, calendarOf(owner, calendar));
      const { organizer, ...fields } = propertiesOf(camelKeys(given));
      const { address, name = address } = propertiesOf(propertiesOf(organizer).emailAddress);
      const foreign = typeof address === "string" && address.toLowerCase() !== at.home.owner.address.toLowerCase();
      const event = createEvent(store, at.home.owner, at.home.calendar, foreign ? { showAs: "tentative", ...fields } : fields);
      if (foreign) {
        event.organizer = { name: String(name), address };
        event.isOrganizer = false;
        event.responseStatus = { response: "notResponded", time: noTime };
      }
      return show({ place: at, instance: eventItself(event) });
    },
    patchEvent(user, event, changes) {
      const { place: at, instance } = find(user, event);
      updateEvent(store, at.home.owner, instance, camelKeys(changes));
      return show(find(user, event));
    },
    deleteEvent(user, event) {
      const { place: at, instance } = find(user, event);
      removeInstance(store, at.home.owner, instance);
    },
    cancelEvent(user, event) {
      const { place: at, instance } = find(user, event);
      cancelMeeting(store, at.home.owner, instance);
    },
    respond(user, event, response, { sendResponse = true } = {}) {
      const { place: at, instance } = find(user, event);
      answerMeeting(store, at.home.owner, instance, response, { sendResponse });
    },
    attendeeResponds(organizer, event, attendee, response) {
      const { instance } = find(organizer, event);
      const status = { response, time: store.clock.now().toISOString() };
      if (!recordAnswer(store, instance.event, attendee, status, { date: instance.date }))
        throw new CasementError("input-invalid", "Nobody of that address is invited.");
    },
    createCalendar(user, { name, ...fields }) {
      const owner = store.owner(user);
      return presentCalendar(store, owner, store.addCalendar(owner, { name, ...fields })) as Json;
    },
    renameCalendar(user, calendar, name) {
      const owner = store.owner(user);
      const found = calendarOf(owner, calendar);
      found.name = name;
      found.version = store.nextVersion();
      return presentCalendar(store, owner, found) as Json;
    },
    removeCalendar(user, calendar) {
      const owner = store.owner(user);
      store.removeCalendar(owner, calendarOf(owner, calendar));
    },
    refuseCalendar(user, calendar, on = true) {
      calendarOf(store.owner(user), calendar).refuses = on;
    },
    shareCalendar(user, calendar, withUser, { canEdit = false, canViewPrivateItems = false, name } = {}) {
      const owner = store.owner(user);
      const guest = store.owner(withUser);
      const shared = calendarOf(owner, calendar);
      const sharedFrom = { ownerId: owner.id, calendarId: shared.id, canViewPrivateItems };
      const title = name ?? (shared.isDefault ? owner.name : shared.name);
      return presentCalendar(store, guest, store.addCalendar(guest, { name: title, color: shared.color, canEdit, sharedFrom })) as Json;
    },
    setPrimaryOnlyDelta(on) {
      delta.primaryOnly = on;
    },
    setKeepDeclined(user, on) {
      store.owner(user).keepDeclined = on;
    },
  };
}
