import { CasementError } from "@casement/core";
import { propertiesOf } from "../../protocol/properties-of.ts";
import { type FoundEvent, findEventById, targetOf } from "./calendar-access.ts";
import type { CalendarDelta } from "./calendar-delta.ts";
import type { CalendarStore } from "./calendar-store.ts";
import { listCalendarView, readCalendarWindow } from "./calendar-window.ts";
import { toInstance } from "./event-instance.ts";
import type { MeetingResponse } from "./meeting-mail.ts";
import { cancelMeeting, recordResponse, removeInstance, respondToMeeting } from "./meetings.ts";
import { presentCalendar } from "./present-calendar.ts";
import { defaultEventView, presentEvent } from "./present-event.ts";
import { toCamelKeys } from "./read-event-input.ts";
import type { CalendarOwner, StoredCalendar } from "./stored-calendar.ts";
import type { EventAttendee } from "./stored-event.ts";
import { createEvent, updateEvent } from "./write-event.ts";

/** JSON in Graph's format. Not typed further, because tests know what it contains. */
type Json = Record<string, any>;

/**
 * Changes calendars from outside Graph, like another device, a colleague, or Outlook. `user` is an id or user principal name, `calendar` an
 * id or name (default: the default calendar), and `event` the id of an event or occurrence. Events are given and returned in Graph's
 * format, with times in UTC.
 */
export interface CalendarControl {
  calendars(user: string): Json[];
  /** Single events and series masters of one calendar, or of all calendars. */
  events(user: string, calendar?: string): Json[];
  /** Single events, occurrences, and exceptions between two ISO 8601 times. */
  view(user: string, start: string, end: string, calendar?: string): Json[];
  /** Adds an event. If `organizer` is another person, it is an invitation without a response. */
  createEvent(user: string, event: Json, calendar?: string): Json;
  patchEvent(user: string, event: string, changes: Json): Json;
  deleteEvent(user: string, event: string): void;
  /** Cancels an event as the organizer. */
  cancelEvent(user: string, event: string): void;
  /** Responds as the invited user, in the user's own copy. */
  respond(user: string, event: string, response: MeetingResponse, options?: { sendResponse?: boolean }): void;
  /** Records an attendee's response in the organizer's event. The attendee needs no mailbox in the emulator. */
  attendeeResponds(organizer: string, event: string, attendee: string, response: MeetingResponse): void;
  createCalendar(user: string, calendar: Json): Json;
  renameCalendar(user: string, calendar: string, name: string): Json;
  removeCalendar(user: string, calendar: string): void;
  /** Refuses all requests for the calendar with 403 until it is called with false. */
  refuseCalendar(user: string, calendar: string, on?: boolean): void;
  /** Adds a calendar to another user's list of calendars. */
  shareCalendar(
    user: string,
    calendar: string,
    withUser: string,
    rights?: { canEdit?: boolean; canViewPrivateItems?: boolean; name?: string },
  ): Json;
  /** Sends requests, updates, responses, and cancellations of meetings as mail (the default), or not. */
  setMeetingMail(on: boolean): void;
  /** Restricts delta to default calendars. */
  setPrimaryOnlyDelta(on: boolean): void;
  /** Keeps declined meetings in the calendar (the default), or removes them, as Outlook does without "show declined events". */
  setKeepDeclined(user: string, on: boolean): void;
}

export function createCalendarControl(store: CalendarStore, delta: CalendarDelta): CalendarControl {
  const calendarOf = (owner: CalendarOwner, name?: string): StoredCalendar => {
    // Over HTTP, omitted arguments arrive as null.
    if (!name) return store.defaultCalendar(owner);
    const found = owner.calendars.get(name) ?? [...owner.calendars.values()].find((calendar) => calendar.name === name);
    if (!found) throw new CasementError("input-invalid", "The user has no calendar with that id or name.");
    return found;
  };
  const find = (user: string, event: string): FoundEvent => findEventById(store, store.owner(user), event);
  const presentFound = ({ instance }: FoundEvent): Json => presentEvent(instance, defaultEventView);

  return {
    calendars(user) {
      const owner = store.owner(user);
      return [...owner.calendars.values()].map((calendar) => presentCalendar(store, owner, calendar));
    },
    events(user, calendar) {
      const owner = store.owner(user);
      const searched = !calendar ? [...owner.calendars.values()] : [calendarOf(owner, calendar)];
      return searched.flatMap((found) => store.eventsIn(owner, found)).map((event) => presentEvent(toInstance(event), defaultEventView));
    },
    view(user, start, end, calendar) {
      const owner = store.owner(user);
      const target = targetOf(store, owner, calendarOf(owner, calendar));
      return listCalendarView(store, target, readCalendarWindow(start, end)).map((instance) => presentEvent(instance, defaultEventView));
    },
    createEvent(user, given, calendar) {
      const owner = store.owner(user);
      const target = targetOf(store, owner, calendarOf(owner, calendar));
      const { organizer, ...fields } = propertiesOf(toCamelKeys(given));
      const { address, name = address } = propertiesOf(propertiesOf(organizer).emailAddress);
      const isForeign = typeof address === "string" && address.toLowerCase() !== target.source.owner.address.toLowerCase();
      const event = createEvent(
        store,
        target.source.owner,
        target.source.calendar,
        isForeign ? { showAs: "tentative", ...fields } : fields,
        isForeign ? { name: String(name), address } : undefined,
      );
      return presentFound({ target: target, instance: toInstance(event) });
    },
    patchEvent(user, event, changes) {
      const { target, instance } = find(user, event);
      updateEvent(store, target.source.owner, instance, toCamelKeys(changes));
      return presentFound(find(user, event));
    },
    deleteEvent(user, event) {
      const { target, instance } = find(user, event);
      removeInstance(store, target.source.owner, instance);
    },
    cancelEvent(user, event) {
      const { target, instance } = find(user, event);
      cancelMeeting(store, target.source.owner, instance);
    },
    respond(user, event, response, { sendResponse = true } = {}) {
      const { target, instance } = find(user, event);
      respondToMeeting(store, target.source.owner, instance, response, { sendResponse });
    },
    attendeeResponds(organizer, event, attendee, response) {
      const { instance } = find(organizer, event);
      const status = { response, time: store.clock.now().toISOString() };
      if (!recordResponse(store, instance.event, attendee, status, { date: instance.date }))
        throw new CasementError("input-invalid", "The event has no attendee with that address.");
      const { emailAddress } = instance.fields.attendees.find((invited) => isSameAddress(invited, attendee))!;
      store.sendMeetingMail({ kind: "response", from: emailAddress, to: [instance.event.organizer], instance, response });
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
      calendarOf(store.owner(user), calendar).isRefused = on;
    },
    shareCalendar(user, calendar, withUser, { canEdit = false, canViewPrivateItems = false, name } = {}) {
      const owner = store.owner(user);
      const guest = store.owner(withUser);
      const shared = calendarOf(owner, calendar);
      const sharedFrom = { ownerId: owner.id, calendarId: shared.id, canViewPrivateItems };
      const title = name ?? (shared.isDefault ? owner.name : shared.name);
      return presentCalendar(store, guest, store.addCalendar(guest, { name: title, color: shared.color, canEdit, sharedFrom })) as Json;
    },
    setMeetingMail(on) {
      store.mailsMeetings = on;
    },
    setPrimaryOnlyDelta(on) {
      delta.primaryOnly = on;
    },
    setKeepDeclined(user, on) {
      store.owner(user).keepDeclined = on;
    },
  };
}

const isSameAddress = ({ emailAddress }: EventAttendee, address: string): boolean =>
  emailAddress.address.toLowerCase() === address.toLowerCase();
