import { defineListCalendarEvents } from "@casement/graph-calendar";
import { calendarSourceOf } from "../calendar-source.ts";
import { calendarConfig } from "../config.ts";

export const listCalendarEvents = defineListCalendarEvents({
  config: calendarConfig,
  title: "List events",
  summary: "List the events of all calendars, or of one, in any time range.",
  scope: "Calendars.ReadBasic",
  sourceOf: calendarSourceOf,
});
