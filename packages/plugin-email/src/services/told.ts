import * as z from "zod";
import type { Recipient } from "../graph-types.ts";
import { noteSent, printOf } from "../recent.ts";
import type { ServiceCall } from "./service-call.ts";

export const sentOutput = z.object({
  sent: z.literal(true),
  id: z.string().optional().describe("Of the sent message, where it was made from a draft"),
});

interface Sent {
  readonly id: string | undefined;
  readonly subject: string;
  readonly recipients: readonly Recipient[];
}

/** Announces what was sent: at once, or, where Sent Items is watched, when it appears there. */
export function told(call: ServiceCall<unknown>, { id, subject, recipients }: Sent): z.input<typeof sentOutput> {
  const to = recipients.flatMap(({ emailAddress }) => emailAddress?.address ?? []);
  const now = call.now();
  if (call.config.sentItems) noteSent(call.config, { id, print: printOf(subject, to), at: now.getTime() });
  else
    call.raise({
      event: "message-sent",
      payload: { ...(id !== undefined && { id }), subject, to, sentDateTime: now.toISOString(), origin: "casement" },
    });
  return { sent: true, ...(id !== undefined && { id }) };
}
