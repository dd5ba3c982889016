import { defineModifyCalendarEvent } from "@casement/graph-calendar";

export const modifyCalendarEvent = defineModifyCalendarEvent({
  title: "Change an event",
  summary: "Change the given fields of an event or of a whole series.",
  scope: "Calendars.ReadWrite",
  touches: ["events"],
  basePath: ({ account }) => account.mailbox,
});
