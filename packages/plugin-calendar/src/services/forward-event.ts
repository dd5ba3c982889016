import { email, id, series } from "@casement/graph-calendar";
import * as z from "zod";
import { eventId, eventPath, type ServiceCall } from "./service-call.ts";

export const forwardEventInput = z.object({ id, series, to: z.array(email).min(1), comment: z.string().optional() });

export async function forwardEvent(call: ServiceCall<z.output<typeof forwardEventInput>>): Promise<{ id: string }> {
  const { to, comment } = call.input;
  const id = await eventId(call);
  await call.graph.send("POST", `${eventPath(call, id)}/forward`, {
    toRecipients: to.map((address) => ({ emailAddress: { address } })),
    ...(comment === undefined ? {} : { comment }),
  });
  call.markWritten(id);
  return { id };
}
