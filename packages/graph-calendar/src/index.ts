export { createCalendarAgenda } from "./agenda/calendar-agenda.ts";
export { priorityLevel } from "./agenda/priority-level.ts";
export {
  type CalendarEvent,
  type CalendarEventItem,
  calendarEvent,
  type StoredCalendarEvent,
  storedCalendarEvent,
} from "./calendar-event.ts";
export {
  type CalendarEventFilter,
  calendarEventFilterShape,
  hasOrderedOffsets,
  mergeCalendarEventFilters,
  offsetOrderError,
} from "./calendar-event-filter.ts";
export { toCalendarEvent, toCalendarEventItem } from "./calendar-event-mapper.ts";
export { type EventPayload, eventSchemas } from "./calendar-event-schemas.ts";
export { calendarEventChanges } from "./feeds/calendar-event-changes.ts";
export { calendarEventsDue } from "./feeds/calendar-events-due.ts";
export {
  type CalendarSource,
  calendarEventPropertiesOf,
  createCalendarEventReader,
} from "./feeds/calendar-source.ts";
export type { CalendarEventNeeds } from "./feeds/calendar-window.ts";
export { syncCalendarEvents } from "./feeds/sync-calendar-events.ts";
export type { GraphCalendar, GraphEvent, GraphRecurrence, GraphSchedule } from "./graph-types.ts";
export { isSameRule } from "./recurrence/is-same-rule.ts";
export { type SeriesStart, toGraphRecurrence } from "./recurrence/to-graph-recurrence.ts";
export { type SeriesCalendarEvent, toRrule } from "./recurrence/to-rrule.ts";
export { calendarValue } from "./sensors/calendar-value.ts";
export { createCalendarEventFilter } from "./sensors/create-calendar-event-filter.ts";
export { type CalendarViewData, viewCalendar } from "./sensors/view-calendar.ts";
export { calendarEventIdFields, calendarEventItemFields } from "./services/calendar-event-input.ts";
export {
  calendarEventPathOf,
  calendarEventReference,
  resolveCalendarEventId,
} from "./services/calendar-event-reference.ts";
export { defineCreateCalendarEvent } from "./services/create-calendar-event.ts";
export { defineListCalendarEvents } from "./services/list-calendar-events.ts";
export { defineModifyCalendarEvent } from "./services/modify-calendar-event.ts";
export { type EventAudience, previewEvent } from "./services/preview-event.ts";
export { defineRemoveCalendarEvent } from "./services/remove-calendar-event.ts";
export { isSoundRecurrence, isSoundTime, soundCalendar, soundEvent } from "./sound-event.ts";
export { calendarAttributeTexts } from "./texts/calendar-attribute-texts.ts";
export { calendarFilterTexts } from "./texts/calendar-filter-texts.ts";
export { type FieldText, fieldTexts } from "./texts/field-texts.ts";
export { type SharedWords, sharedTexts } from "./texts/shared-texts.ts";
export { sharedWords } from "./texts/shared-words.ts";
