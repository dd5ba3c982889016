import { invalidInput, service } from "@casement/core";
import {
  calendarEventIdFields,
  calendarEventPathOf,
  calendarEventReference,
  dateOrDateTime,
  graphEnum,
  instantOf,
  resolveCalendarEventId,
  timeZoneName,
  toGraphDateTime,
} from "@casement/graph-calendar";
import * as z from "zod";
import { commentField } from "./comment-field.ts";

/** Names of Graph's actions. */
const actions = { accept: "accept", tentative: "tentativelyAccept", decline: "decline" } as const;

const more = (order: number) => ({ "x-order": order, "x-group": "More" });

export const respondToCalendarEvent = service({
  title: "Respond to an invitation",
  summary: "Accept or decline an invitation, or respond tentatively.",
  input: z.object({
    ...calendarEventIdFields,
    response: graphEnum(["accept", "tentative", "decline"]).meta({ "x-aliases": ["answer", "reply"], "x-order": 1 }),
    comment: commentField.describe("Sent to the organizer"),
    sendResponse: z
      .boolean()
      .default(true)
      .meta({ title: "Send a response", description: "false: the organizer is not notified", ...more(8) }),
    proposedNewTime: z
      .object({ start: dateOrDateTime, end: dateOrDateTime })
      .optional()
      .meta({ description: "Only with tentative or decline", ...more(9) }),
    timeZone: timeZoneName.optional().meta(more(10)),
  }),
  output: calendarEventReference,
  scope: "Calendars.ReadWrite",
  touches: ["events"],
  reachesOthers: ({ input }) => input.sendResponse,
  item: {
    of: "calendar",
    does: "act",
    id: "id",
    only: { responseStatus: ["notResponded", "accepted", "tentativelyAccepted", "declined"] },
  },
  async run(call) {
    const { account, graph, input, markWritten } = call;
    const { response, comment, sendResponse, proposedNewTime, timeZone = account.timeZone } = input;
    if (proposedNewTime && response === "accept") throw invalidInput("proposedNewTime", "requires the response tentative or decline");
    if (proposedNewTime && !sendResponse) throw invalidInput("proposedNewTime", "is sent to the organizer, so sendResponse must be true");
    const id = await resolveCalendarEventId(call, account.mailbox);
    const toGraph = (time: string) => toGraphDateTime(instantOf(time, timeZone), timeZone);
    await graph.send("POST", `${calendarEventPathOf(account.mailbox, id)}/${actions[response]}`, {
      ...(comment === undefined ? {} : { comment }),
      sendResponse,
      ...(proposedNewTime ? { proposedNewTime: { start: toGraph(proposedNewTime.start), end: toGraph(proposedNewTime.end) } } : {}),
    });
    markWritten(id);
    return { id };
  },
});
