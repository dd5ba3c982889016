import { addDays, allDayDate, daysBetween, localDate, toInstant } from "@casement/graph-time";
import { badRequest } from "../../protocol/graph-fault.ts";
import { propertiesOf, textOf } from "../../protocol/properties-of.ts";
import { createRefusal } from "../../refusals/create-refusal.ts";
import { type ItemExtensions, readItemExtensions } from "../item-extensions/item-extensions.ts";
import type { CalendarStore } from "./calendar-store.ts";
import { appendToPage, textToHtml } from "./event-body.ts";
import { createUid, type EventInstance, findOccurrence, toInstance } from "./event-instance.ts";
import { mailAttendees } from "./meeting-mail.ts";
import { sendToAttendees } from "./meetings.ts";
import { checkTimes, noLocation, readEventFields } from "./read-event-input.ts";
import { type PatternedRecurrence, readRecurrence } from "./recurrence.ts";
import { firstOccurrenceDate } from "./recurrence-dates.ts";
import type { CalendarOwner, StoredCalendar } from "./stored-calendar.ts";
import { type EmailAddress, type EventFields, type EventState, noResponseTime, type StoredEvent } from "./stored-event.ts";

function createDefaults(owner: CalendarOwner, isAllDay: boolean): Omit<EventFields, "start" | "end"> {
  return {
    subject: "",
    body: { contentType: "html", content: "" },
    isAllDay,
    location: noLocation,
    locations: [],
    attendees: [],
    categories: [],
    importance: "normal",
    sensitivity: "normal",
    showAs: isAllDay ? "free" : "busy",
    isReminderOn: owner.kind !== "group",
    reminderMinutesBeforeStart: 15,
    responseRequested: true,
    allowNewTimeProposals: true,
    hideAttendees: false,
    isOnlineMeeting: false,
    onlineMeetingProvider: "unknown",
  };
}

/** Returns the local start date of an event in the recurrence's time zone. */
const startDateIn = (start: EventFields["start"], zone: string, isAllDay: boolean) =>
  isAllDay ? allDayDate(start) : localDate(toInstant(start), zone);

/** Reads a recurrence and moves start and end to its first date if they do not match the pattern, as Exchange does. */
function withRecurrence(fields: EventFields, given: unknown): { fields: EventFields; recurrence: PatternedRecurrence } {
  const { start, end, isAllDay } = fields;
  const zone = textOf(propertiesOf(propertiesOf(given).range).recurrenceTimeZone) || start.timeZone;
  const recurrence = readRecurrence(given, { date: startDateIn(start, start.timeZone, isAllDay), timeZone: zone });
  const first = firstOccurrenceDate(recurrence);
  if (first === undefined) throw createRefusal("event-series-first-day");
  const days = daysBetween(startDateIn(start, zone, isAllDay), first);
  const move = (time: EventFields["start"]) => ({ ...time, dateTime: addDays(time.dateTime.slice(0, 10), days) + time.dateTime.slice(10) });
  return {
    fields: days === 0 ? fields : { ...fields, start: move(start), end: move(end) },
    recurrence: { ...recurrence, range: { ...recurrence.range, startDate: first } },
  };
}

/** Adds a Teams meeting to an event once. As in Outlook, later changes of `isOnlineMeeting` are ignored. */
function startOnlineMeeting(store: CalendarStore, owner: CalendarOwner, event: StoredEvent): void {
  if (event.onlineMeeting || !event.isOnlineMeeting) return;
  if (owner.kind === "personal") {
    event.isOnlineMeeting = false;
    event.onlineMeetingProvider = "unknown";
    return;
  }
  const thread = Buffer.from(store.ids.guid("meeting")).toString("base64url");
  const context = encodeURIComponent(JSON.stringify({ Tid: owner.tenantId, Oid: owner.id }));
  const joinUrl = `https://teams.microsoft.com/l/meetup-join/19%3ameeting_${thread}%40thread.v2/0?context=${context}`;
  event.onlineMeetingProvider = "teamsForBusiness";
  event.onlineMeeting = { joinUrl, conferenceId: String(100_000_000 + event.version), tollNumber: "+44 20 7946 0000" };
  const html = event.body.contentType === "html" ? event.body.content : textToHtml(event.body.content);
  const link = `<div>${"_".repeat(80)}</div><div><a href="${joinUrl}">Join Microsoft Teams Meeting</a></div>`;
  event.body = { contentType: "html", content: appendToPage(html, link) };
}

/**
 * Creates an event from a POST body and invites its attendees. A repeated `transactionId` returns the existing event. With an `organizer`,
 * it is that person's invitation to the owner.
 */
export function createEvent(
  store: CalendarStore,
  owner: CalendarOwner,
  calendar: StoredCalendar,
  given: unknown,
  organizer?: EmailAddress,
): StoredEvent {
  const { transactionId: transaction, recurrence: pattern } = propertiesOf(given);
  const transactionId = textOf(transaction) ?? null;
  const existing = transactionId && [...owner.events.values()].find((event) => event.transactionId === transactionId);
  if (existing) return existing;
  const changes = readEventFields(given);
  if (!changes.start || !changes.end) throw badRequest("The properties 'start' and 'end' are required.", "ErrorPropertyValidationFailure");
  let fields: EventFields = { ...createDefaults(owner, changes.isAllDay ?? false), ...changes, start: changes.start, end: changes.end };
  checkTimes(fields);
  let recurrence: PatternedRecurrence | null = null;
  if (pattern) ({ fields, recurrence } = withRecurrence(fields, pattern));
  const now = store.clock.now();
  const event: StoredEvent = {
    ...fields,
    id: store.ids.exchange("event"),
    calendarId: calendar.id,
    iCalUId: createUid(store.ids.guid("iCalUId").replaceAll("-", "")),
    organizer: organizer ?? { name: owner.name, address: owner.address },
    isOrganizer: organizer === undefined,
    responseStatus: { response: organizer ? "notResponded" : "organizer", time: noResponseTime },
    isCancelled: false,
    isDraft: false,
    recurrence,
    exceptions: new Map(),
    canceledDates: new Set(),
    transactionId,
    itemExtensions: readItemExtensions(given),
    onlineMeeting: null,
    attachments: [],
    created: now,
    modified: now,
    version: store.nextVersion(),
  };
  startOnlineMeeting(store, owner, event);
  owner.events.set(event.id, event);
  sendToAttendees(store, owner, event);
  mailAttendees(store, owner, toInstance(event), undefined);
  if (organizer)
    store.sendMeetingMail({
      kind: "request",
      from: organizer,
      to: [{ name: owner.name, address: owner.address }],
      instance: toInstance(event),
    });
  return event;
}

/** Remaining attendees keep their response. */
function keepResponses(before: EventFields["attendees"], after: EventFields["attendees"]): EventFields["attendees"] {
  const statusByAddress = new Map(before.map((attendee) => [attendee.emailAddress.address.toLowerCase(), attendee.status]));
  return after.map((attendee) => ({
    ...attendee,
    status: statusByAddress.get(attendee.emailAddress.address.toLowerCase()) ?? attendee.status,
  }));
}

/** Changes the properties of an event or one occurrence that a PATCH body contains. */
export function updateEvent(store: CalendarStore, owner: CalendarOwner, instance: EventInstance, given: unknown): void {
  const { event, date } = instance;
  const { recurrence } = propertiesOf(given);
  const changes: Partial<EventFields & EventState> = {
    ...readEventFields(given),
    itemExtensions: readItemExtensions(given, instance.fields.itemExtensions),
  };
  const before = { ...instance.fields };
  if (changes.attendees) changes.attendees = keepResponses(before.attendees, changes.attendees);
  if (event.isOnlineMeeting) {
    delete changes.isOnlineMeeting;
    delete changes.onlineMeetingProvider;
  }
  // A body without the join information ends the online meeting: learn.microsoft.com/graph/api/event-update.
  const { onlineMeeting } = event;
  const endsOnlineMeeting =
    date === undefined && onlineMeeting !== null && changes.body !== undefined && !keepsJoinLink(changes.body, onlineMeeting);
  if (endsOnlineMeeting) Object.assign(changes, { isOnlineMeeting: false, onlineMeetingProvider: "unknown" });
  const after: EventFields & EventState = { ...before, ...changes };
  // Clients also send unchanged times. Unchanged times do not reset responses and keep the exceptions of a series.
  const timeChanged = timesOf(after) !== timesOf(before);
  if (changes.start || changes.end || changes.isAllDay !== undefined) checkTimes(after);
  if (date !== undefined) {
    if (recurrence) throw badRequest("The recurrence of an occurrence cannot be set: change the series master.", "ErrorInvalidPropertySet");
    const attendees = after.attendees.map((attendee) => ({ ...attendee, status: { response: "none", time: noResponseTime } as const }));
    store.changeOccurrence(event, date, timeChanged ? { ...changes, start: after.start, end: after.end, attendees } : changes);
  } else {
    const seriesChanged = recurrence || (timeChanged && event.recurrence && recurrence !== null);
    const series = seriesChanged ? newSeries(event, after, recurrence) : recurrence === null ? { recurrence: null } : {};
    Object.assign(event, changes, series);
    if (seriesChanged) {
      event.exceptions.clear();
      event.canceledDates.clear();
    }
    if (endsOnlineMeeting) event.onlineMeeting = null;
    startOnlineMeeting(store, owner, event);
    store.markChanged(event);
  }
  const moved = timeChanged || recurrence !== undefined;
  sendToAttendees(store, owner, event, moved ? { date } : undefined);
  const changed = date === undefined ? toInstance(event) : findOccurrence(event, date)!;
  mailAttendees(store, owner, changed, before, recurrence !== undefined);
}

/** Replaces what apps store with an event or one occurrence. */
export function storeExtensions(store: CalendarStore, { event, date }: EventInstance, itemExtensions: ItemExtensions): void {
  if (date === undefined) {
    event.itemExtensions = itemExtensions;
    store.markChanged(event);
  } else store.changeOccurrence(event, date, { itemExtensions });
}

/** Whether the body still has the address of the online meeting, in HTML or as text. */
const keepsJoinLink = ({ content }: EventFields["body"], { joinUrl }: NonNullable<StoredEvent["onlineMeeting"]>): boolean =>
  content.replaceAll("&amp;", "&").includes(joinUrl);

/** Returns a comparable form of the times. The same instants in another time zone are equal. All-day events are compared by date. */
function timesOf({ start, end, isAllDay }: EventFields): string {
  return [start, end].map((time) => (isAllDay ? allDayDate(time) : toInstant(time).toISOString())).join();
}

/** Returns a series with a new time or pattern. As in Outlook, it loses all exceptions and canceled occurrences. */
function newSeries(event: StoredEvent, after: EventFields, given: unknown): Pick<StoredEvent, "start" | "end" | "recurrence"> {
  const old = event.recurrence;
  const zone = old?.range.recurrenceTimeZone ?? after.start.timeZone;
  const kept = () => ({ pattern: old!.pattern, range: { ...old!.range, startDate: startDateIn(after.start, zone, after.isAllDay) } });
  const { fields, recurrence } = withRecurrence(after, given ?? kept());
  return { start: fields.start, end: fields.end, recurrence };
}
