import { invalidInput, service } from "@casement/core";
import { instantOf } from "@casement/graph-input";
import { isInstant, toDateTimeTimeZone, toIso } from "@casement/graph-time";
import * as z from "zod";
import { sendPresenceAction } from "./send-presence-action.ts";

const statusMessageInput = z.object({
  message: z
    .string()
    .max(280)
    .meta({
      description: "Leave empty to remove the message",
      format: "casement-text",
      "x-private": true,
      "x-aliases": ["text", "statusMessage", "content"],
    }),
  minutes: z
    .number()
    .int()
    .min(1)
    .max(366 * 24 * 60)
    .optional()
    .meta({
      description: "How long it is shown. Default: until you change it",
      "x-aliases": ["duration", "durationMinutes"],
    }),
  until: z
    .string()
    .optional()
    .meta({
      description: "End instead of a duration: ISO 8601, in your time zone if it has no offset",
      format: "date-time",
      "x-aliases": ["end", "expires", "expiryDateTime"],
    }),
});
type StatusMessageInput = z.output<typeof statusMessageInput>;

export const setStatusMessage = service({
  title: "Set your status message",
  summary: "Set or remove the status message that others see in Teams.",
  input: statusMessageInput,
  output: z.object({ until: z.string().optional().meta({ description: "When it expires", format: "date-time" }) }),
  scope: "Presence.ReadWrite",
  touches: ["presence"],
  repeatable: true,
  // Everybody in Teams sees it.
  reachesOthers: ({ input }) => input.message !== "",
  async run(call) {
    const { account, input } = call;
    const end = endOf(input, account.timeZone, call.now());
    const expiryDateTime = end && toDateTimeTimeZone(end, account.timeZone);
    const message = { content: input.message, contentType: "text" };
    await sendPresenceAction(call, "setStatusMessage", {
      statusMessage: { message, ...(expiryDateTime && input.message && { expiryDateTime }) },
    });
    return end && input.message ? { until: toIso(end, account.timeZone) } : {};
  },
});

/** From then on, it is the year 10000 in some time zone. */
const latest = new Date("9999-12-31T00:00:00Z");

function endOf({ minutes, until }: StatusMessageInput, zone: string, now: Date): Date | undefined {
  if (minutes !== undefined && until !== undefined) throw invalidInput("until", "cannot be combined with minutes. Give one of them");
  if (minutes !== undefined) return new Date(now.getTime() + minutes * 60_000);
  if (until === undefined) return undefined;
  const end = endInstantOf(until, zone);
  if (end <= now) throw invalidInput("until", "is in the past");
  if (end > latest) throw invalidInput("until", "is too far in the future");
  return end;
}

function endInstantOf(text: string, zone: string): Date {
  if (!isInstant(text))
    throw invalidInput("until", "is not a valid time. Use a form such as 2026-03-02T17:30 or 2026-03-02T17:30:00+01:00");
  return instantOf(text, zone, "until");
}
