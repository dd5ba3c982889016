import { isBoolean, isNumber, isObjectOf, isText, type SoundItem, soundProperties, type ValueCheck } from "@casement/graph-input";
import { isInstant } from "@casement/graph-time";
import type { GraphCalendar, GraphEvent } from "./graph-types.ts";

/** Whether a value is a `dateTimeTimeZone` that can be read. It begins with its date, as all of Graph's do. */
export const isSoundTime: ValueCheck = (value) =>
  isObjectOf({ dateTime: isText, timeZone: isText })(value) && /^\d{4}-\d\d-\d\d/.test(dateTimeOf(value)) && isInstant(dateTimeOf(value));
const isPerson = isObjectOf({ emailAddress: isObjectOf({ name: isText, address: isText }) });
const isResponse = isObjectOf({ response: isText });

/** Whether a value is a `patternedRecurrence` that can be read. */
export const isSoundRecurrence: ValueCheck = (value) => {
  const { pattern, range } = value as { pattern?: { type?: unknown; daysOfWeek?: unknown }; range?: { type?: unknown } };
  const days = pattern?.daysOfWeek ?? [];
  return (
    isText(pattern?.type) &&
    Array.isArray(days) &&
    days.every(isText) &&
    isText(range?.type) &&
    isObjectOf({ interval: isNumber, month: isNumber, dayOfMonth: isNumber, firstDayOfWeek: isText, index: isText })(pattern) &&
    isObjectOf({ startDate: isDay, endDate: isDay, recurrenceTimeZone: isText, numberOfOccurrences: isNumber })(range)
  );
};
const isDay: ValueCheck = (value) => isText(value) && /^\d{4}-\d\d-\d\d$/.test(value as string) && isInstant(value as string);

/** The types of an event's properties. Source: metadata of Microsoft Graph v1.0. */
const checks: Readonly<Record<string, ValueCheck>> = {
  type: isText,
  seriesMasterId: isText,
  subject: isText,
  body: isObjectOf({ contentType: isText, content: isText }),
  start: isSoundTime,
  end: isSoundTime,
  isAllDay: isBoolean,
  location: isObjectOf({ displayName: isText }),
  organizer: isPerson,
  sensitivity: isText,
  showAs: isText,
  importance: isText,
  isCancelled: isBoolean,
  responseStatus: isResponse,
  isReminderOn: isBoolean,
  reminderMinutesBeforeStart: isNumber,
  onlineMeeting: isObjectOf({ joinUrl: isText }),
  onlineMeetingUrl: isText,
  webLink: isText,
  recurrence: isSoundRecurrence,
  originalStartTimeZone: isText,
  originalStart: (value) => isText(value) && isInstant(value as string),
  iCalUId: isText,
  isOrganizer: isBoolean,
  changeKey: isText,
  createdDateTime: isText,
  lastModifiedDateTime: isText,
  hasAttachments: isBoolean,
};
const isAttendee = isObjectOf({ emailAddress: isObjectOf({ name: isText, address: isText }), type: isText, status: isResponse });

/** An event as far as it is as Microsoft documents it. */
export function soundEvent(event: GraphEvent): SoundItem<GraphEvent> {
  return soundProperties(event, checks, { attendees: isAttendee, categories: isText, cancelledOccurrences: isText });
}

/** A calendar as far as it is as Microsoft documents it. Undefined without an id. */
export function soundCalendar(calendar: GraphCalendar): GraphCalendar | undefined {
  if (!isText(calendar?.id) || calendar.id === "") return undefined;
  return soundProperties(calendar, { name: isText, color: isText, hexColor: isText, canEdit: isBoolean }).item;
}

function dateTimeOf(value: unknown): string {
  return String((value as { dateTime?: unknown }).dateTime ?? "");
}
