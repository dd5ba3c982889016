import type { DateTimeTimeZone } from "@casement/graph-time";
import type { ItemExtensions } from "../item-extensions/item-extensions.ts";
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
  /** "0001-01-01T00:00:00Z" if there was no response. */
  time: string;
}

export interface EventAttendee {
  type: "required" | "optional" | "resource";
  status: ResponseStatus;
  emailAddress: EmailAddress;
  proposedNewTime?: TimeSlot;
}

/** Properties that a client can set, as stored: normalized, with local times in their original time zone. */
export interface EventFields {
  subject: string;
  body: { contentType: "html" | "text"; content: string };
  isAllDay: boolean;
  /** Midnight for an all-day event. */
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

/** Properties that the service adds and that an occurrence can override. */
export interface EventState {
  responseStatus: ResponseStatus;
  isCancelled: boolean;
  isDraft: boolean;
  /** Extended properties and open extensions. */
  itemExtensions?: ItemExtensions;
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

/** The properties by which one occurrence differs from its series. */
export interface EventException {
  fields: Partial<EventFields & EventState>;
  version: number;
  modified: Date;
}

export interface StoredEvent extends EventFields, EventState {
  id: string;
  calendarId: string;
  /** The same in the calendars of the organizer and all attendees. */
  iCalUId: string;
  organizer: EmailAddress;
  isOrganizer: boolean;
  recurrence: PatternedRecurrence | null;
  /** Exceptions by the original date of the occurrence. */
  exceptions: Map<string, EventException>;
  canceledDates: Set<string>;
  transactionId: string | null;
  onlineMeeting: { joinUrl: string; conferenceId: string; tollNumber: string } | null;
  attachments: StoredAttachment[];
  created: Date;
  modified: Date;
  /** Version of the store at the last change. Used for `changeKey`. */
  version: number;
}

export const noResponseTime = "0001-01-01T00:00:00Z";
