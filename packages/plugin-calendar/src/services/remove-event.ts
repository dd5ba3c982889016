import * as z from "zod";
import { id, series } from "./event-input.ts";
import { eventId, eventPath, type ServiceCall } from "./service-call.ts";

export const removeEventInput = z.object({ id, series });

/** Removes it; of a meeting that you organise, Outlook tells the attendees. */
export async function removeEvent(call: ServiceCall<z.output<typeof removeEventInput>>): Promise<{ id: string }> {
  const id = await eventId(call);
  await call.graph.send("DELETE", eventPath(call, id));
  call.wrote(id);
  return { id };
}
