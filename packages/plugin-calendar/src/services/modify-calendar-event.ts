import { defineModifyCalendarEvent } from "@casement/graph-calendar";
import { withEvent } from "./find-event.ts";

export const modifyCalendarEvent = defineModifyCalendarEvent({
  title: "Change an event",
  summary: "Change fields of an event or a whole series.",
  scope: "Calendars.ReadWrite",
  attachesIn: ({ account }) => account.mailbox,
  touches: ["events"],
  basePath: ({ account }) => account.mailbox,
  handleErrors: withEvent,
});
