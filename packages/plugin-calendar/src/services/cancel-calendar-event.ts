import { invalidInput, service } from "@casement/core";
import {
  calendarEventIdFields,
  calendarEventItemFields,
  calendarEventPathOf,
  calendarEventReference,
  previewEvent,
} from "@casement/graph-calendar";
import * as z from "zod";
import { commentField } from "./comment-field.ts";
import { findEvent, withEvent } from "./find-event.ts";

export const cancelCalendarEvent = service({
  title: "Cancel a meeting",
  summary: "Cancel a meeting that you organize, and notify the attendees.",
  input: z.object({ ...calendarEventIdFields, comment: commentField.describe("Sent to the attendees") }),
  output: calendarEventReference,
  scope: "Calendars.ReadWrite",
  touches: ["events"],
  effect: "remove",
  reachesOthers: true,
  preview: (call) => withEvent(() => previewEvent(call, call.account.mailbox, "attendees")),
  item: {
    of: "calendar",
    does: "act",
    id: "id",
    fields: calendarEventItemFields,
    only: { responseStatus: ["organizer"] },
    has: ["attendees"],
  },
  async run(call) {
    const { account, graph, input, markWritten } = call;
    return withEvent(async () => {
      const { id, isOrganizer } = await findEvent(call);
      if (isOrganizer === false) throw invalidInput("id", "somebody else organizes this meeting; use respond-to-event to decline it");
      const { comment } = input;
      await graph.send("POST", `${calendarEventPathOf(account.mailbox, id)}/cancel`, comment === undefined ? {} : { comment });
      markWritten(id);
      return { id };
    });
  },
});
