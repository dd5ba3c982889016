import { defineRemoveCalendarEvent } from "@casement/graph-calendar";
import { withEvent } from "./find-event.ts";

export const removeCalendarEvent = defineRemoveCalendarEvent({
  title: "Remove an event",
  summary: "Delete an event or a whole series.",
  scope: "Calendars.ReadWrite",
  touches: ["events"],
  basePath: ({ account }) => account.mailbox,
  handleErrors: withEvent,
});
