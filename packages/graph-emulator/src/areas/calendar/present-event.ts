import { allDayDate, type DateTimeTimeZone, toDateTimeTimeZone, toInstant } from "@casement/graph-time";
import { changeKeyOf } from "./calendar-store.ts";
import { htmlToText, textToHtml } from "./event-body.ts";
import { type EventInstance, occurrenceNameOf, occurrenceUidOf, originalStartOf } from "./event-instance.ts";
import { noLocation } from "./read-event-input.ts";
import type { EventFields } from "./stored-event.ts";

/** How a client sees events. */
export interface EventView {
  /** Name of the time zone in the client's spelling. Times are presented in it. */
  timeZone: string;
  bodyType: "html" | "text";
  /** The token has only `Calendars.ReadBasic`: no body and no preview. */
  basic: boolean;
  /** The calendar belongs to another user and private events are hidden. */
  hidePrivate: boolean;
  webHost: string;
}

export const defaultEventView: EventView = {
  timeZone: "UTC",
  bodyType: "html",
  basic: false,
  hidePrivate: false,
  webHost: "outlook.office365.com",
};

/** Presents a time. All-day events are midnight to midnight in any time zone. Other times are converted. */
function presentTime(time: DateTimeTimeZone, isAllDay: boolean, timeZone: string): DateTimeTimeZone {
  if (isAllDay) return { dateTime: `${allDayDate(time)}T00:00:00.0000000`, timeZone };
  return toDateTimeTimeZone(toInstant(time), timeZone);
}

const etagOf = (changeKey: string) => `W/"${changeKey}"`;

export const eventChangeKeyOf = ({ event, version }: EventInstance): string => changeKeyOf({ id: event.id, version });

function presentBody({ contentType, content }: EventFields["body"], wanted: "html" | "text"): EventFields["body"] {
  if (contentType === wanted) return { contentType, content };
  return { contentType: wanted, content: wanted === "text" ? htmlToText(content) : textToHtml(content) };
}

function preview({ contentType, content }: EventFields["body"]): string {
  return (contentType === "html" ? htmlToText(content) : content).slice(0, 255);
}

/** Presents an event as a GET returns it, with all properties. Shape: Microsoft's examples of event-get. */
export function presentEvent(instance: EventInstance, view: EventView): Record<string, unknown> {
  const { event, fields, date } = instance;
  const hidden = view.hidePrivate && fields.sensitivity === "private";
  const changeKey = eventChangeKeyOf(instance);
  const zone = view.timeZone;
  const attendees = fields.attendees.map(({ type, status, proposedNewTime, emailAddress }) => ({
    type,
    status,
    ...(proposedNewTime && {
      proposedNewTime: { start: presentTime(proposedNewTime.start, false, zone), end: presentTime(proposedNewTime.end, false, zone) },
    }),
    emailAddress,
  }));
  return {
    "@odata.etag": etagOf(changeKey),
    id: instance.id,
    createdDateTime: event.created.toISOString(),
    lastModifiedDateTime: instance.modified.toISOString(),
    changeKey,
    categories: hidden ? [] : fields.categories,
    transactionId: event.transactionId,
    originalStartTimeZone: event.start.timeZone,
    originalEndTimeZone: event.end.timeZone,
    iCalUId: date ? occurrenceUidOf(event.iCalUId, date) : event.iCalUId,
    reminderMinutesBeforeStart: fields.reminderMinutesBeforeStart,
    isReminderOn: fields.isReminderOn,
    hasAttachments: event.attachments.length > 0,
    subject: hidden ? "Private Appointment" : fields.subject,
    ...(!view.basic && { bodyPreview: hidden ? "" : preview(fields.body) }),
    importance: fields.importance,
    sensitivity: fields.sensitivity,
    ...(date && { originalStart: originalStartOf(event, date).toISOString() }),
    isAllDay: fields.isAllDay,
    isCancelled: fields.isCancelled,
    isOrganizer: event.isOrganizer,
    responseRequested: fields.responseRequested,
    seriesMasterId: date ? event.id : null,
    showAs: fields.showAs,
    type: instance.type,
    webLink: `https://${view.webHost}/owa/?itemid=${encodeURIComponent(instance.id)}&exvsurl=1&path=/calendar/item`,
    onlineMeetingUrl: null,
    isOnlineMeeting: event.isOnlineMeeting,
    onlineMeetingProvider: event.onlineMeetingProvider,
    allowNewTimeProposals: fields.allowNewTimeProposals,
    isDraft: fields.isDraft,
    hideAttendees: fields.hideAttendees,
    recurrence: instance.type === "seriesMaster" ? event.recurrence : null,
    onlineMeeting: hidden ? null : event.onlineMeeting,
    responseStatus: fields.responseStatus,
    ...(!view.basic && { body: hidden ? { contentType: view.bodyType, content: "" } : presentBody(fields.body, view.bodyType) }),
    start: presentTime(fields.start, fields.isAllDay, zone),
    end: presentTime(fields.end, fields.isAllDay, zone),
    location: hidden ? noLocation : fields.location,
    locations: hidden ? [] : fields.locations,
    attendees: hidden || (fields.hideAttendees && !event.isOrganizer) ? [] : attendees,
    organizer: { emailAddress: event.organizer },
  };
}

/** Presents an occurrence as delta returns it. The series master has the other properties. */
export function presentOccurrenceStub(instance: EventInstance, view: EventView): Record<string, unknown> {
  return {
    "@odata.type": "#microsoft.graph.event",
    "@odata.etag": etagOf(eventChangeKeyOf(instance)),
    id: instance.id,
    seriesMasterId: instance.event.id,
    type: instance.type,
    start: presentTime(instance.fields.start, instance.fields.isAllDay, view.timeZone),
    end: presentTime(instance.fields.end, instance.fields.isAllDay, view.timeZone),
  };
}

/** Returned only if `$select` names it, for a single event. */
export function cancelledOccurrencesOf({ event }: EventInstance): string[] {
  return [...event.canceledDates].map((date) => occurrenceNameOf(event.id, date));
}

/** Returned only if `$select` names them. */
export const seriesIdsOf = ({ event, date }: EventInstance): { occurrenceId: string | null; uid: string } => ({
  occurrenceId: date === undefined ? null : occurrenceNameOf(event.id, date),
  uid: event.iCalUId,
});
