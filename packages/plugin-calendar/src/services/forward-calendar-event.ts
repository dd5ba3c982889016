import { service } from "@casement/core";
import {
  calendarEventIdFields,
  calendarEventItemFields,
  calendarEventPathOf,
  calendarEventReference,
  previewEvent,
  resolveCalendarEventId,
} from "@casement/graph-calendar";
import { addressFormat, addressList } from "@casement/graph-input";
import * as z from "zod";
import { commentField } from "./comment-field.ts";
import { withEvent } from "./find-event.ts";

const to = addressList(500).meta({
  description: "Email addresses",
  ...addressFormat,
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
  // Outlook tells the organizer that somebody else forwards the meeting.
  preview: (call) => withEvent(() => previewEvent(call, call.account.mailbox, "organizer")),
  item: { of: "calendar", does: "act", id: "id", fields: calendarEventItemFields },
  run: (call) =>
    withEvent(async () => {
      const { account, graph, input, markWritten } = call;
      const id = await resolveCalendarEventId(call, account.mailbox);
      const { comment } = input;
      await graph.send("POST", `${calendarEventPathOf(account.mailbox, id)}/forward`, {
        toRecipients: input.to.map((emailAddress) => ({ emailAddress })),
        ...(comment === undefined ? {} : { comment }),
      });
      markWritten(id);
      return { id };
    }),
});
