import { service } from "@casement/core";
import {
  calendarEventIdFields,
  calendarEventPathOf,
  calendarEventReference,
  emailAddress,
  resolveCalendarEventId,
} from "@casement/graph-calendar";
import * as z from "zod";
import { commentField } from "./comment-field.ts";

const to = z
  .array(emailAddress)
  .min(1)
  .meta({
    description: "Email addresses",
    format: "casement-addresses",
    "x-aliases": ["recipients", "emails", "attendees"],
    "x-order": 1,
  });

export const forwardCalendarEvent = service({
  title: "Forward an event",
  summary: "Forward an event to other people.",
  input: z.object({ ...calendarEventIdFields, to, comment: commentField }),
  output: calendarEventReference,
  scope: "Calendars.ReadWrite",
  touches: ["events"],
  reachesOthers: true,
  item: { of: "calendar", does: "act", id: "id" },
  async run(call) {
    const { account, graph, input, markWritten } = call;
    const id = await resolveCalendarEventId(call, account.mailbox);
    const { comment } = input;
    await graph.send("POST", `${calendarEventPathOf(account.mailbox, id)}/forward`, {
      toRecipients: input.to.map((address) => ({ emailAddress: { address } })),
      ...(comment === undefined ? {} : { comment }),
    });
    markWritten(id);
    return { id };
  },
});
