import type { DateTimeTimeZone } from "@casement/graph-time";
import type { PatternedRecurrence } from "./recurrence.ts";

export interface EmailAddress {
  name: string;
  address: string;
}

export interface TimeSlot {
  start: DateTimeTimeZone;
  end: DateTimeTimeZone;
}

export type ResponseType = "none" | "organizer" | "tentativelyAccepted" | "accepted" | "declined" | "notResponded";

export interface ResponseStatus {
  response: ResponseType;
  /** "0001-01-01T00:00:00Z" when there was no answer. */
  time: string;
}

export interface EventAttendee {
  type: "required" | "optional" | "resource";
  status: ResponseStatus;
  emailAddress: EmailAddress;
  proposedNewTime?: TimeSlot;
}

/** What a client may set, as stored: wall times in the zone they were given in, everything normalised. */
export interface EventFields {
  subject: string;
  body: { contentType: "html" | "text"; content: string };
  isAllDay: boolean;
  /** Midnight of a day for an all-day event. */
  start: DateTimeTimeZone;
  end: DateTimeTimeZone;
  location: object & { displayName: string };
  locations: (object & { displayName: string })[];
  attendees: EventAttendee[];
  categories: string[];
  importance: "low" | "normal" | "high";
  sensitivity: "normal" | "personal" | "private" | "confidential";
  showAs: "free" | "tentative" | "busy" | "oof" | "workingElsewhere" | "unknown";
  isReminderOn: boolean;
  reminderMinutesBeforeStart: number;
  responseRequested: boolean;
  allowNewTimeProposals: boolean;
  hideAttendees: boolean;
  isOnlineMeeting: boolean;
  onlineMeetingProvider: string;
}

/** What the service adds and an occurrence can have of its own too. */
export interface EventState {
  responseStatus: ResponseStatus;
  isCancelled: boolean;
  isDraft: boolean;
}

export interface StoredAttachment {
  "@odata.type": string;
  id: string;
  name: string;
  contentType: string | null;
  size: number;
  isInline: boolean;
  lastModifiedDateTime: string;
  contentBytes?: string;
}

/** What makes one occurrence of a series different from the rest. */
export interface EventException {
  fields: Partial<EventFields & EventState>;
  version: number;
  modified: Date;
}

export interface StoredEvent extends EventFields, EventState {
  id: string;
  calendarId: string;
  /** The same in the organiser's and every attendee's calendar. */
  iCalUId: string;
  organizer: EmailAddress;
  isOrganizer: boolean;
  recurrence: PatternedRecurrence | null;
  /** By the date on which the occurrence was due. */
  exceptions: Map<string, EventException>;
  cancelledDates: Set<string>;
  transactionId: string | null;
  onlineMeeting: { joinUrl: string; conferenceId: string; tollNumber: string } | null;
  attachments: StoredAttachment[];
  created: Date;
  modified: Date;
  /** Grows with every change of the store; makes `changeKey`. */
  version: number;
}

export const noResponseTime = "0001-01-01T00:00:00Z";
