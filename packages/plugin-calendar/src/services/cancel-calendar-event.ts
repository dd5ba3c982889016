import { service } from "@casement/core";
import { calendarEventIdFields, calendarEventPathOf, calendarEventReference, resolveCalendarEventId } from "@casement/graph-calendar";
import * as z from "zod";
import { commentField } from "./comment-field.ts";

export const cancelCalendarEvent = service({
  title: "Cancel a meeting",
  summary: "Cancel a meeting that you organize, and notify the attendees.",
  input: z.object({ ...calendarEventIdFields, comment: commentField.describe("Sent to the attendees") }),
  output: calendarEventReference,
  scope: "Calendars.ReadWrite",
  touches: ["events"],
  effect: "remove",
  reachesOthers: true,
  item: { of: "calendar", does: "act", id: "id", only: { responseStatus: ["organizer"] } },
  async run(call) {
    const { account, graph, input, markWritten } = call;
    const id = await resolveCalendarEventId(call, account.mailbox);
    const { comment } = input;
    await graph.send("POST", `${calendarEventPathOf(account.mailbox, id)}/cancel`, comment === undefined ? {} : { comment });
    markWritten(id);
    return { id };
  },
});
