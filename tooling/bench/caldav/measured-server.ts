import type { CalendarAccount } from "../../acceptance/caldav/calendar-check.ts";

/** A calendar of 1,000 events on one of the servers. */
export interface MeasuredServer {
  readonly name: string;
  readonly account: CalendarAccount;
  /** Address of the calendar. */
  readonly calendar: string;
  /** Whether it has `sync-collection`. */
  readonly hasSync: boolean;
  /** Its process, which leads a session of its own. */
  pid(): number;
}
