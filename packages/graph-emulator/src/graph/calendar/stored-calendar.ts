import type { StoredEvent } from "./stored-event.ts";

export const calendarColors = [
  "auto",
  "lightBlue",
  "lightGreen",
  "lightOrange",
  "lightGray",
  "lightYellow",
  "lightTeal",
  "lightPink",
  "lightBrown",
  "lightRed",
  "maxColor",
] as const;

export interface StoredCalendar {
  id: string;
  groupId: string;
  name: string;
  color: (typeof calendarColors)[number];
  hexColor: string;
  isDefault: boolean;
  canEdit: boolean;
  /** Birthdays and holidays cannot be removed either. */
  isRemovable: boolean;
  version: number;
  /** Another mailbox's calendar shown among one's own. */
  sharedFrom?: { ownerId: string; calendarId: string; canViewPrivateItems: boolean };
  /** Every call for it answers 403. */
  isRefused?: boolean;
}

export interface StoredCalendarGroup {
  id: string;
  name: string;
  classId: string;
  version: number;
  isDefault: boolean;
}

export interface StoredCategory {
  id: string;
  displayName: string;
  color: string;
}

/** A mailbox, or a Microsoft 365 group: whoever has calendars. */
export interface CalendarOwner {
  id: string;
  name: string;
  address: string;
  /** IANA name. */
  timeZone: string;
  kind: "work" | "personal" | "group";
  tenantId: string;
  calendars: Map<string, StoredCalendar>;
  groups: Map<string, StoredCalendarGroup>;
  events: Map<string, StoredEvent>;
  categories: Map<string, StoredCategory>;
  /** What Outlook calls "show declined events": without it declining removes the meeting. */
  keepDeclined: boolean;
}
