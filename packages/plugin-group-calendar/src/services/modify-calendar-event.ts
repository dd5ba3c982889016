import { defineModifyCalendarEvent } from "@casement/graph-calendar";
import { explainMissingItem } from "@casement/graph-input";
import { explainRefusal } from "../explain-refusal.ts";
import { groupPathOf } from "../group-paths.ts";
import { soughtEvent } from "./sought-event.ts";

export const modifyCalendarEvent = defineModifyCalendarEvent({
  title: "Change an event of a group calendar",
  summary: "Change the given fields of a group's event or of a whole series.",
  scope: "Group.ReadWrite.All",
  target: "calendar",
  basePath: ({ target }) => groupPathOf(target.key),
  handleErrors: (work) => explainRefusal(() => explainMissingItem(work, soughtEvent)),
});
