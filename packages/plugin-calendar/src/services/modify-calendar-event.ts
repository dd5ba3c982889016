import { defineModifyEvent } from "@casement/graph-calendar";

export const modifyCalendarEvent = defineModifyEvent({
  title: "Change an event",
  summary: "Change the given fields of an event or of a whole series.",
  scope: "Calendars.ReadWrite",
  touches: ["events"],
  basePath: ({ account }) => account.mailbox,
});
