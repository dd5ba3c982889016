import { type Duration, parseDuration } from "@casement/core";
import * as z from "zod";

/** The `chat` block of an account. */
export const chatConfig = z.strictObject({
  poll: z
    .string()
    .regex(/^([1-9]\d*[mh]|(1[5-9]|[2-9]\d|[1-9]\d{2,})s)$/, { error: "must be a duration of at least 15 s, for example 60s or 5m" })
    .optional()
    .describe(
      "How often to look for new messages. Default: when Microsoft reports them (see change notifications), or else at start and once a day, as Microsoft's terms allow",
    ),
  sendTo: z
    .string()
    .min(1)
    .optional()
    .describe("ID of the chat for messages without a chat (list-chats shows the IDs). Home Assistant then has a notifier"),
  maxItems: z.number().int().min(1).max(500).default(100).describe("Maximum number of entries in `chats`"),
});
export type ChatConfig = z.output<typeof chatConfig>;

export function pollIntervalOf({ poll }: ChatConfig): Duration | undefined {
  const ms = parseDuration(poll);
  return ms === undefined ? undefined : `${ms / 1000}s`;
}
