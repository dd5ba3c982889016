// The properties of Graph's types that plugins for calendars read. Source: metadata of Microsoft Graph v1.0 (event, calendar).
import type { DateTimeTimeZone } from "@casement/graph-time";

export interface GraphEmailAddress {
  name?: string | null;
  address?: string | null;
}

export interface GraphRecipient {
  emailAddress?: GraphEmailAddress | null;
}

export interface GraphResponseStatus {
  response?: string | null;
  time?: string | null;
}

export interface GraphAttendee extends GraphRecipient {
  type?: string | null;
  status?: GraphResponseStatus | null;
  proposedNewTime?: { start: DateTimeTimeZone; end: DateTimeTimeZone } | null;
}

export interface GraphPattern {
  type: string;
  interval?: number;
  month?: number;
  dayOfMonth?: number;
  daysOfWeek?: string[];
  firstDayOfWeek?: string | null;
  index?: string | null;
}

export interface GraphRange {
  type: string;
  startDate?: string | null;
  endDate?: string | null;
  recurrenceTimeZone?: string | null;
  numberOfOccurrences?: number;
}

export interface GraphRecurrence {
  pattern: GraphPattern;
  range: GraphRange;
}

export interface GraphEvent {
  id: string;
  type?: string | null;
  seriesMasterId?: string | null;
  subject?: string | null;
  body?: { contentType?: string | null; content?: string | null } | null;
  start?: DateTimeTimeZone | null;
  end?: DateTimeTimeZone | null;
  isAllDay?: boolean | null;
  location?: { displayName?: string | null } | null;
  organizer?: GraphRecipient | null;
  attendees?: GraphAttendee[] | null;
  categories?: string[] | null;
  sensitivity?: string | null;
  showAs?: string | null;
  importance?: string | null;
  isCancelled?: boolean | null;
  responseStatus?: GraphResponseStatus | null;
  isReminderOn?: boolean | null;
  reminderMinutesBeforeStart?: number | null;
  onlineMeeting?: { joinUrl?: string | null } | null;
  onlineMeetingUrl?: string | null;
  webLink?: string | null;
  hasAttachments?: boolean | null;
  recurrence?: GraphRecurrence | null;
  originalStartTimeZone?: string | null;
  originalStart?: string | null;
  /** Names of deleted occurrences of a series. They end with the date. */
  cancelledOccurrences?: string[] | null;
  exceptionOccurrences?: GraphEvent[] | null;
  iCalUId?: string | null;
  isOrganizer?: boolean | null;
  changeKey?: string | null;
  createdDateTime?: string | null;
  lastModifiedDateTime?: string | null;
}

export interface GraphCalendar {
  id: string;
  name?: string | null;
  color?: string | null;
  hexColor?: string | null;
  canEdit?: boolean | null;
  /** Only the owner can share it. */
  canShare?: boolean | null;
}

export interface GraphSchedule {
  scheduleId?: string | null;
  availabilityView?: string | null;
  scheduleItems?: {
    status?: string | null;
    subject?: string | null;
    location?: string | null;
    isPrivate?: boolean | null;
    start?: DateTimeTimeZone | null;
    end?: DateTimeTimeZone | null;
  }[];
  error?: { message?: string | null; responseCode?: string | null } | null;
}
