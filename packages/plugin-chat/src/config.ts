import type { Duration } from "@casement/core";
import * as z from "zod";

/** The `chat` block of an account. */
export const config = z.strictObject({
  poll: z
    .string()
    .regex(/^([1-9]\d*[mh]|(1[5-9]|[2-9]\d|[1-9]\d{2,})s)$/, { error: "must be a duration of 15 s or more, for example 60s or 5m" })
    .optional()
    .describe("How often to look for new messages. Microsoft's terms allow once a day; left out, that is what happens."),
  sendTo: z
    .string()
    .min(1)
    .optional()
    .describe(
      "Id of the chat that send-message writes to when it names none (list-chats shows ids); makes it a notifier in Home Assistant",
    ),
  maxItems: z.number().int().min(1).max(500).default(100).describe("Most entries in `chats`"),
});
export type Config = z.output<typeof config>;

export const pollEvery = ({ poll }: Config): Duration | undefined => poll as Duration | undefined;
