import * as z from "zod";
import { id, series } from "./event-input.ts";
import { type EventCall, eventId, eventPath } from "./service-call.ts";

export const removeEventInput = z.object({ id, series });

/** Removes it; of a meeting that you organise, Outlook tells the attendees. */
export async function removeEvent(call: EventCall<z.output<typeof removeEventInput>>, base: string): Promise<{ id: string }> {
  const id = await eventId(call, base);
  await call.graph.send("DELETE", eventPath(base, id));
  call.markWritten(id);
  return { id };
}
