import { defineCreateCalendarEvent } from "@casement/graph-calendar";
import { calendarPathOf } from "../calendar-source.ts";

export const createCalendarEvent = defineCreateCalendarEvent({
  title: "Create an event",
  summary: "Create an event or a recurring series, and invite attendees.",
  scope: "Calendars.ReadWrite",
  attachesIn: ({ account }) => account.mailbox,
  calendarPath: ({ account, target }) => calendarPathOf(account, target.key),
});
