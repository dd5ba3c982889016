import { id, series } from "@casement/graph-calendar";
import * as z from "zod";
import { eventId, eventPath, type ServiceCall } from "./service-call.ts";

export const cancelEventInput = z.object({ id, series, comment: z.string().optional().describe("Sent to the attendees") });

/** Cancels a meeting that you organise, with a word to the attendees. */
export async function cancelEvent(call: ServiceCall<z.output<typeof cancelEventInput>>): Promise<{ id: string }> {
  const { comment } = call.input;
  const id = await eventId(call);
  await call.graph.send("POST", `${eventPath(call, id)}/cancel`, comment === undefined ? {} : { comment });
  call.markWritten(id);
  return { id };
}
