import { defineRemoveCalendarEvent } from "@casement/graph-calendar";
import { explainMissingItem } from "@casement/graph-input";
import { explainRefusal } from "../explain-refusal.ts";
import { groupPathOf } from "../group-paths.ts";
import { soughtEvent } from "./sought-event.ts";

export const removeCalendarEvent = defineRemoveCalendarEvent({
  title: "Remove an event from a group calendar",
  summary: "Delete an event or a whole series from a group's calendar.",
  scope: "Group.ReadWrite.All",
  target: "calendar",
  basePath: ({ target }) => groupPathOf(target.key),
  handleErrors: (work) => explainRefusal(() => explainMissingItem(work, soughtEvent)),
});
