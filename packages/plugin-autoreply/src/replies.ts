import { htmlToText } from "@casement/graph-text";
import { toInstant, toIso } from "@casement/graph-time";
import * as z from "zod";
import type { GraphAutomaticReplies } from "./graph-types.ts";

/** `disabled` first: what a switch shows as off. */
export const states = ["disabled", "always-enabled", "scheduled"] as const;
export const state = z.enum(states);

export const audience = z
  .enum(["none", "contactsOnly", "all"])
  .describe("Who outside the organisation is answered: nobody, only your contacts, or everybody");

/** The sensor's value. */
export const replies = z.object({
  state,
  internalReply: z.string().describe("Text for people of the organisation"),
  externalReply: z.string().describe("Text for everybody else"),
  audience,
  start: z.string().optional().describe("While scheduled: ISO 8601 in the account's time zone"),
  end: z.string().optional().describe("While scheduled: the first moment after it"),
});
export type Replies = z.output<typeof replies>;

/** Graph's setting as the sensor shows it. `zone` is the account's. */
export function toReplies(setting: GraphAutomaticReplies, zone: string): Replies {
  const shown: Replies = {
    state: known({ disabled: "disabled", alwaysenabled: "always-enabled", scheduled: "scheduled" }, setting.status) ?? "disabled",
    internalReply: htmlToText(setting.internalReplyMessage ?? ""),
    externalReply: htmlToText(setting.externalReplyMessage ?? ""),
    audience: known({ none: "none", contactsonly: "contactsOnly", all: "all" }, setting.externalAudience) ?? "none",
  };
  const { scheduledStartDateTime: start, scheduledEndDateTime: end } = setting;
  if (shown.state !== "scheduled" || !start || !end) return shown;
  return { ...shown, start: toIso(toInstant(start, zone), zone), end: toIso(toInstant(end, zone), zone) };
}

/** Graph spells the same word in several ways. */
function known<T extends string>(words: Record<string, T>, given: string | null | undefined): T | undefined {
  return words[given?.toLowerCase() ?? ""];
}
