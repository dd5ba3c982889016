import { choice, dateTimeIn, id, invalid, momentOf, series, timeZone, when } from "@casement/graph-calendar";
import * as z from "zod";
import { eventId, eventPath, type ServiceCall } from "./service-call.ts";

const answer = choice(["accept", "tentative", "decline"]);

export const respondToEventInput = z.object({
  id,
  series,
  response: answer,
  comment: z.string().optional().describe("Sent to the organiser"),
  sendResponse: z.boolean().default(true).describe("false: answer without telling the organiser"),
  proposedNewTime: z.object({ start: when, end: when }).optional().describe("Only when declining or tentative"),
  timeZone: timeZone.optional(),
});

const actions = { accept: "accept", tentative: "tentativelyAccept", decline: "decline" } as const;

export async function respondToEvent(call: ServiceCall<z.output<typeof respondToEventInput>>): Promise<{ id: string }> {
  const { response, comment, sendResponse, proposedNewTime, timeZone = call.account.timeZone } = call.input;
  if (proposedNewTime && response === "accept") throw invalid("proposedNewTime", "goes with tentative or decline, not with accept");
  if (proposedNewTime && !sendResponse) throw invalid("proposedNewTime", "is sent to the organiser, so sendResponse must be true");
  const id = await eventId(call);
  const proposed = proposedNewTime && {
    start: dateTimeIn(momentOf(proposedNewTime.start, timeZone), timeZone),
    end: dateTimeIn(momentOf(proposedNewTime.end, timeZone), timeZone),
  };
  await call.graph.send("POST", `${eventPath(call, id)}/${actions[response]}`, {
    ...(comment === undefined ? {} : { comment }),
    sendResponse,
    ...(proposed ? { proposedNewTime: proposed } : {}),
  });
  call.markWritten(id);
  return { id };
}
