import { defineCreateCalendarEvent } from "@casement/graph-calendar";
import { explainRefusal } from "../explain-refusal.ts";
import { groupCalendarPathOf } from "../group-paths.ts";

export const createCalendarEvent = defineCreateCalendarEvent({
  title: "Create an event in a group calendar",
  summary: "Create an event or a recurring series in a group's calendar.",
  scope: "Group.ReadWrite.All",
  calendarPath: ({ target }) => groupCalendarPathOf(target.key),
  handleErrors: explainRefusal,
});
