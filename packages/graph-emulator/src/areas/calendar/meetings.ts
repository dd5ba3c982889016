import { badRequest } from "../../protocol/graph-fault.ts";
import { createRefusal } from "../../refusals/create-refusal.ts";
import type { CalendarStore } from "./calendar-store.ts";
import type { EventInstance } from "./event-instance.ts";
import { type MeetingResponse, mailCancellation, meetingFields } from "./meeting-mail.ts";
import type { CalendarOwner } from "./stored-calendar.ts";
import {
  type EventAttendee,
  type EventException,
  type EventFields,
  type EventState,
  noResponseTime,
  type StoredEvent,
  type TimeSlot,
} from "./stored-event.ts";

const sameAddress = (a: string, b: string) => a.toLowerCase() === b.toLowerCase();
const isAttendee = (attendees: readonly EventAttendee[], address: string) =>
  attendees.some(({ emailAddress }) => sameAddress(emailAddress.address, address));
const canceledFields = (subject: string): Partial<EventFields & EventState> => ({
  isCancelled: true,
  showAs: "free",
  subject: subject.startsWith("Canceled: ") ? subject : `Canceled: ${subject}`,
});

function meetingFieldsOf(fields: Partial<EventFields>): Partial<EventFields> {
  return Object.fromEntries(meetingFields.flatMap((name) => (name in fields ? [[name, fields[name]]] : [])));
}

const noResponseYet = { responseStatus: { response: "notResponded", time: noResponseTime }, showAs: "tentative" } as const;

/**
 * Updates the copies in the attendees' default calendars: new attendees get a copy, existing copies are updated, and copies of people who
 * are no longer invited are canceled. `moved` (the whole event, or the occurrence of a date) resets all responses.
 */
export function sendToAttendees(
  store: CalendarStore,
  owner: CalendarOwner,
  event: StoredEvent,
  moved?: { date?: string | undefined },
): void {
  if (!event.isOrganizer) return;
  const timeChanged = moved !== undefined && moved.date === undefined;
  if (timeChanged)
    event.attendees = event.attendees.map(({ proposedNewTime: _, ...attendee }) => ({
      ...attendee,
      status: { response: "none", time: noResponseTime },
    }));
  const copies = store.otherCopies(owner, event.iCalUId);
  for (const copy of copies) {
    if (!isAttendee(event.attendees, copy.owner.address)) {
      if (!copy.event.isCancelled) cancelCopy(store, copy.event);
      continue;
    }
    const { onlineMeeting, recurrence } = event;
    Object.assign(copy.event, meetingFieldsOf(event), { isCancelled: false, onlineMeeting, recurrence });
    if (timeChanged) Object.assign(copy.event, noResponseYet);
    copyExceptions(event, copy.event, timeChanged);
    if (moved?.date !== undefined) Object.assign(copy.event.exceptions.get(moved.date)?.fields ?? {}, noResponseYet);
    store.markChanged(copy.event);
  }
  for (const { emailAddress, status } of event.attendees) {
    if (status.response === "declined") continue;
    const user = store.directory.user(emailAddress.address);
    if (!user || user.id === owner.id || copies.some((copy) => copy.owner.id === user.id)) continue;
    const invited = store.owner(user.id);
    const copy: StoredEvent = {
      ...event,
      id: store.ids.exchange("event"),
      calendarId: store.defaultCalendar(invited).id,
      isOrganizer: false,
      ...noResponseYet,
      categories: [],
      isReminderOn: true,
      reminderMinutesBeforeStart: 15,
      transactionId: null,
      exceptions: new Map(),
      canceledDates: new Set(),
      version: store.nextVersion(),
    };
    copyExceptions(event, copy, true);
    invited.events.set(copy.id, copy);
  }
}

function copyExceptions(event: StoredEvent, copy: StoredEvent, startOver: boolean): void {
  const attendeeExceptions = new Map(startOver ? [] : copy.exceptions);
  copy.exceptions = new Map();
  for (const [date, exception] of event.exceptions) copy.exceptions.set(date, mergeException(exception, attendeeExceptions.get(date)));
  for (const [date, exception] of attendeeExceptions) if (!copy.exceptions.has(date)) copy.exceptions.set(date, exception);
  for (const date of event.canceledDates) {
    const { modified, version } = event;
    copy.exceptions.set(date, { fields: { ...attendeeExceptions.get(date)?.fields, ...canceledFields(event.subject) }, modified, version });
  }
}

function mergeException(organizerException: EventException, attendeeExceptions: EventException | undefined): EventException {
  const { fields } = attendeeExceptions ?? { fields: {} };
  const personal = Object.fromEntries(Object.entries(fields).filter(([name]) => name === "responseStatus" || name === "showAs"));
  return { ...organizerException, fields: { ...meetingFieldsOf(organizerException.fields), ...personal } };
}

function cancelCopy(store: CalendarStore, copy: StoredEvent): void {
  Object.assign(copy, canceledFields(copy.subject));
  store.markChanged(copy);
}

/**
 * Removes an event, or one occurrence, from a calendar. If it is the organizer's, the attendees' copies are canceled, and the attendees
 * receive a mail with the comment.
 */
export function removeInstance(store: CalendarStore, owner: CalendarOwner, instance: EventInstance, comment?: string): void {
  const { event, date } = instance;
  mailCancellation(store, owner, instance, comment);
  if (date === undefined) {
    store.removeEvent(owner, event);
    if (event.isOrganizer) for (const copy of store.otherCopies(owner, event.iCalUId)) cancelCopy(store, copy.event);
    return;
  }
  event.canceledDates.add(date);
  event.exceptions.delete(date);
  store.markChanged(event);
  sendToAttendees(store, owner, event);
}

/**
 * Cancels a meeting.
 *
 * @throws GraphFault 400 when the owner is not the organizer.
 */
export function cancelMeeting(store: CalendarStore, owner: CalendarOwner, instance: EventInstance, comment?: string): void {
  if (!instance.event.isOrganizer) throw createRefusal("event-cancel-by-attendee");
  removeInstance(store, owner, instance, comment);
}

export interface MeetingResponseOptions {
  sendResponse: boolean;
  proposedNewTime?: TimeSlot | undefined;
  comment?: string | undefined;
}

/**
 * Records the response of an attendee (`accept`, `tentativelyAccept`, `decline`) and sends it to the organizer.
 *
 * @throws GraphFault 400 when the meeting allows no response.
 */
export function respondToMeeting(
  store: CalendarStore,
  owner: CalendarOwner,
  instance: EventInstance,
  response: MeetingResponse,
  options: MeetingResponseOptions,
): void {
  const { event, date, fields } = instance;
  const before: EventInstance = { ...instance, fields: { ...fields } };
  if (event.isOrganizer) throw createRefusal("event-response-by-organizer");
  if (fields.isCancelled) throw badRequest("Your request can't be completed. This meeting was cancelled.", "ErrorInvalidRequest");
  if (options.proposedNewTime && !(options.sendResponse && fields.allowNewTimeProposals)) throw createRefusal("event-propose-new-time");
  const status = { response: response, time: store.clock.now().toISOString() };
  const showAs = { accepted: "busy", tentativelyAccepted: "tentative", declined: "free" } as const;
  const ownFields = { responseStatus: status, showAs: showAs[response] };
  if (response === "declined" && !owner.keepDeclined) {
    if (date === undefined) store.removeEvent(owner, event);
    else event.canceledDates.add(date);
    store.markChanged(event);
  } else if (date !== undefined) store.changeOccurrence(event, date, ownFields);
  else {
    Object.assign(event, ownFields);
    for (const exception of event.exceptions.values()) Object.assign(exception.fields, ownFields);
    store.markChanged(event);
  }
  if (!options.sendResponse || !fields.responseRequested) return;
  const { proposedNewTime, comment } = options;
  const from = { name: owner.name, address: owner.address };
  store.sendMeetingMail({ kind: "response", from, to: [event.organizer], instance: before, response, proposedNewTime, comment });
  sendResponseToOrganizer(store, owner, instance, status, proposedNewTime);
}

function sendResponseToOrganizer(
  store: CalendarStore,
  owner: CalendarOwner,
  { event, date }: EventInstance,
  status: EventAttendee["status"],
  proposedNewTime: TimeSlot | undefined,
): void {
  const original = store.otherCopies(owner, event.iCalUId).find((copy) => copy.event.isOrganizer);
  if (original) recordResponse(store, original.event, owner.address, status, { date, proposedNewTime });
}

/**
 * Records an attendee's response in the organizer's event, for one occurrence if `date` is given. Returns false if no attendee has that
 * address.
 */
export function recordResponse(
  store: CalendarStore,
  event: StoredEvent,
  address: string,
  status: EventAttendee["status"],
  { date, proposedNewTime }: { date?: string | undefined; proposedNewTime?: TimeSlot | undefined } = {},
): boolean {
  const before = (date === undefined ? undefined : event.exceptions.get(date)?.fields.attendees) ?? event.attendees;
  if (!isAttendee(before, address)) return false;
  const attendees = before.map(({ proposedNewTime: _, ...attendee }) =>
    sameAddress(attendee.emailAddress.address, address) ? { ...attendee, status, ...(proposedNewTime && { proposedNewTime }) } : attendee,
  );
  if (date !== undefined) store.changeOccurrence(event, date, { attendees });
  else {
    event.attendees = attendees;
    store.markChanged(event);
  }
  return true;
}
