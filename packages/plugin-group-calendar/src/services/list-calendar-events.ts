import { defineListCalendarEvents } from "@casement/graph-calendar";
import { groupCalendarConfig } from "../config.ts";
import { explainRefusal } from "../explain-refusal.ts";
import { groupCalendarSourceOf } from "../group-calendar-source.ts";

export const listCalendarEvents = defineListCalendarEvents({
  config: groupCalendarConfig,
  title: "List events of a group calendar",
  summary: "List the events of a group's calendar in any time range.",
  scope: "Group.Read.All",
  sourceOf: groupCalendarSourceOf,
  handleErrors: explainRefusal,
});
