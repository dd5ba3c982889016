import * as z from "zod";
import type { GraphRecipient } from "../graph-types.ts";
import { createRecentlySent, sentFingerprint } from "../recently-sent.ts";
import type { SendingCall } from "./email-call.ts";

export const sentOutput = z.object({
  sent: z.literal(true),
  id: z.string().optional().describe("ID of the sent message, if it was sent from a draft"),
});

/** What a service that can also create a draft returns. */
export const sentOrDraftOutput = z.object({
  sent: z.boolean().describe("false for a draft"),
  id: z.string().optional().describe("ID of the draft, or of the sent message, if it was sent from a draft"),
});

interface AnnouncedMessage {
  readonly id: string | undefined;
  readonly subject: string;
  readonly recipients: readonly GraphRecipient[];
}

/** Announces a sent message: immediately, or when it appears in Sent Items if that folder is watched. Returns the service's output. */
export function announceSent(call: SendingCall, { id, subject, recipients }: AnnouncedMessage): z.input<typeof sentOutput> {
  const to = recipients.flatMap(({ emailAddress }) => emailAddress?.address ?? []);
  const now = call.now();
  if (call.config.sentItems)
    call.memory("recently-sent", createRecentlySent).add({ id, fingerprint: sentFingerprint(subject, to), at: now.getTime() });
  else
    call.raise({
      event: "message-sent",
      payload: { ...(id !== undefined && { id }), subject, to, sentDateTime: now.toISOString(), origin: "casement" },
    });
  return { sent: true, ...(id !== undefined && { id }) };
}
