import type { ItemExtensions } from "../item-extensions/item-extensions.ts";
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
  /** False for the default calendar, and for calendars such as birthdays and holidays. */
  isRemovable: boolean;
  version: number;
  itemExtensions?: ItemExtensions;
  /** The shared calendar of another mailbox that this entry stands for. */
  sharedFrom?: { ownerId: string; calendarId: string; canViewPrivateItems: boolean };
  /** All requests for it fail with 403. */
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

/** An owner of calendars: a mailbox or a Microsoft 365 group. */
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
  /** Outlook's setting "show declined events". If false, declining a meeting removes it. */
  keepDeclined: boolean;
}
