export { type CalendarEvent, type CalendarEventItem, calendarEvent, calendarEventItem } from "./calendar-event.ts";
export {
  type CalendarEventFilter,
  calendarEventFilterShape,
  hasOrderedOffsets,
  mergeCalendarEventFilters,
  offsetOrderError,
} from "./calendar-event-filter.ts";
export { toCalendarEvent, toCalendarEventItem } from "./calendar-event-mapper.ts";
export { type EventPayload, eventSchemas } from "./calendar-event-schemas.ts";
export { importanceSchema } from "./event-enums.ts";
export { calendarEventChanges } from "./feeds/calendar-event-changes.ts";
export { calendarEventsDue } from "./feeds/calendar-events-due.ts";
export {
  type CalendarSource,
  calendarEventPropertiesOf,
  createCalendarEventReader,
} from "./feeds/calendar-source.ts";
export type { CalendarEventNeeds } from "./feeds/calendar-window.ts";
export { syncCalendarEvents } from "./feeds/sync-calendar-events.ts";
export { graphEnum } from "./graph-enum.ts";
export type { GraphCalendar, GraphEvent, GraphRecurrence, GraphSchedule } from "./graph-types.ts";
export { type SeriesStart, toGraphRecurrence } from "./recurrence/to-graph-recurrence.ts";
export { type SeriesCalendarEvent, toRrule } from "./recurrence/to-rrule.ts";
export { calendarValue } from "./sensors/calendar-value.ts";
export { createCalendarEventFilter } from "./sensors/create-calendar-event-filter.ts";
export { type CalendarViewData, viewCalendar } from "./sensors/view-calendar.ts";
export { calendarEventIdFields } from "./services/calendar-event-input.ts";
export {
  calendarEventPathOf,
  calendarEventReference,
  resolveCalendarEventId,
} from "./services/calendar-event-reference.ts";
export { defineCreateCalendarEvent } from "./services/create-calendar-event.ts";
export { dateOrDateTime, dayOf, instantOf, isDate } from "./services/date-or-date-time.ts";
export { emailAddress } from "./services/email-address.ts";
export { defineModifyCalendarEvent } from "./services/modify-calendar-event.ts";
export { defineRemoveCalendarEvent } from "./services/remove-calendar-event.ts";
export { timeZoneName } from "./services/time-zone-name.ts";
export { toGraphDateTime, toGraphZone } from "./services/to-graph-date-time.ts";
export { type FieldText, fieldTexts } from "./texts/field-texts.ts";
export { type SharedWords, sharedTexts } from "./texts/shared-texts.ts";
export { sharedWords } from "./texts/shared-words.ts";
