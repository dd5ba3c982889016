import { invalidInput, type ServiceCall, service } from "@casement/core";
import { calendarEventIdFields, calendarEventItemFields, calendarEventPathOf, previewEvent } from "@casement/graph-calendar";
import {
  dateOrDateTime,
  graphEnum,
  instantOf,
  resolveEnd,
  resolveTime,
  type TimeContext,
  timeZoneName,
  toGraphDateTime,
} from "@casement/graph-input";
import type { DateTimeTimeZone } from "@casement/graph-time";
import * as z from "zod";
import { commentField } from "./comment-field.ts";
import { findEvent, withEvent } from "./find-event.ts";
import { findInvitations } from "./find-invitations.ts";

/** Names of Graph's actions. */
const actions = { accept: "accept", tentative: "tentativelyAccept", decline: "decline" } as const;

const more = (order: number) => ({ "x-order": order, "x-group": "More" });

const input = z.object({
  ...calendarEventIdFields,
  id: calendarEventIdFields.id.optional(),
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
  where: z
    .strictObject({
      start: dateOrDateTime,
      end: dateOrDateTime,
      search: z.string().min(1).optional().describe("Only events whose subject contains this text"),
    })
    .optional()
    .meta({ title: "All invitations", description: "Instead of id: all invitations in this period, at most 100", ...more(11) }),
});

type RespondCall = ServiceCall<unknown, z.output<typeof input>>;

export const respondToCalendarEvent = service({
  title: "Respond to an invitation",
  summary: "Accept or decline an invitation, or all of a period.",
  input,
  output: z.object({
    id: z.string().optional(),
    count: z.int().optional().describe("How many invitations `where` found, without those that had this response"),
    own: z.int().optional().describe("Meetings in the period that you organize: use cancel-event for them"),
    more: z.literal(true).optional().describe("There are more invitations: repeat the call"),
  }),
  scope: "Calendars.ReadWrite",
  touches: ["events"],
  reachesOthers: ({ input }) => input.sendResponse,
  preview: async (call) => {
    const { input, account } = call;
    const { id, where, response, timeZone = account.timeZone } = input;
    if (id !== undefined) return withEvent(() => previewEvent({ ...call, input: { ...input, id } }, account.mailbox, "organizer"));
    if (where === undefined) return {};
    const { invitations } = await findInvitations(call, where, response, { zone: timeZone, now: call.now() });
    const organizers = invitations.map(({ organizer }) => organizer?.emailAddress?.address);
    return {
      items: invitations.map(({ subject }) => subject ?? ""),
      people: [...new Set(organizers)].filter((address) => typeof address === "string"),
      reachesUnknown: organizers.includes(undefined),
    };
  },
  item: {
    of: "calendar",
    does: "act",
    id: "id",
    fields: calendarEventItemFields,
    only: { responseStatus: ["notResponded", "accepted", "tentativelyAccepted", "declined"] },
  },
  async run(call) {
    const { account, input } = call;
    const { id, where, response, sendResponse, proposedNewTime, timeZone = account.timeZone } = input;
    if (proposedNewTime && response === "accept") throw invalidInput("proposedNewTime", "requires the response tentative or decline");
    if (proposedNewTime && !sendResponse) throw invalidInput("proposedNewTime", "is sent to the organizer, so sendResponse must be true");
    if ((id === undefined) === (where === undefined)) throw invalidInput("id", "give an ID, or where to respond to all of a period");
    const context = { zone: timeZone, now: call.now() };
    if (where !== undefined) {
      if (proposedNewTime) throw invalidInput("proposedNewTime", "needs the ID of one event");
      const { invitations, own, hasMore } = await findInvitations(call, where, response, context);
      for (const [index, { id: found }] of invitations.entries()) {
        call.signal.throwIfAborted();
        await respond(call, found);
        call.progress(index + 1, invitations.length);
      }
      return { count: invitations.length, ...(own > 0 && { own }), ...(hasMore && { more: true as const }) };
    }
    const proposal = proposedNewTime && proposalOf(proposedNewTime, context);
    return withEvent(async () => {
      const { id: found, isOrganizer } = await findEvent({ ...call, input: { ...input, id: id! } });
      if (isOrganizer) throw invalidInput("id", "you organize this meeting: use cancel-event to cancel it, or modify-event to change it");
      await respond(call, found, proposal);
      return { id: found };
    });
  },
});

async function respond({ account, graph, input, markWritten }: RespondCall, id: string, proposedNewTime?: object): Promise<void> {
  const { response, comment, sendResponse } = input;
  await graph.send("POST", `${calendarEventPathOf(account.mailbox, id)}/${actions[response]}`, {
    ...(comment === undefined ? {} : { comment }),
    sendResponse,
    ...(proposedNewTime ? { proposedNewTime } : {}),
  });
  markWritten(id);
}

function proposalOf(given: { start: string; end: string }, context: TimeContext): Record<"start" | "end", DateTimeTimeZone> {
  const { zone } = context;
  const from = resolveTime(given.start, context);
  const start = instantOf(from, zone, "proposedNewTime.start");
  const end = instantOf(resolveEnd(given.end, from, context), zone, "proposedNewTime.end");
  if (end <= start) throw invalidInput("proposedNewTime.end", "is not after start", { rule: "after-start" });
  return { start: toGraphDateTime(start, zone), end: toGraphDateTime(end, zone) };
}
