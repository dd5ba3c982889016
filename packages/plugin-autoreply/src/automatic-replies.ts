import { htmlToText } from "@casement/graph-text";
import { toInstant, toIso } from "@casement/graph-time";
import * as z from "zod";
import type { GraphAutomaticReplies } from "./graph-types.ts";

/** `disabled` comes first because a switch shows the first state as off. */
export const repliesStates = ["disabled", "always-enabled", "scheduled"] as const;

export const repliesAudience = z
  .enum(["none", "contactsOnly", "all"])
  .meta({ description: "Who outside your organization gets a reply: nobody, only your contacts, or everyone" });

/** The sensor's value. */
export const automaticReplies = z.object({
  state: z.enum(repliesStates),
  internalReply: z.string().meta({ description: "Text for people in your organization", "x-private": true }),
  externalReply: z.string().meta({ description: "Text for everyone else", "x-private": true }),
  audience: repliesAudience,
  start: z.string().optional().meta({ description: "Only while scheduled; in the account's time zone", format: "date-time" }),
  end: z.string().optional().meta({ description: "Only while scheduled; the first moment without replies", format: "date-time" }),
});
export type AutomaticReplies = z.output<typeof automaticReplies>;

const stateByStatus: ReadonlyMap<string, AutomaticReplies["state"]> = new Map([
  ["disabled", "disabled"],
  ["alwaysenabled", "always-enabled"],
  ["scheduled", "scheduled"],
]);
const audienceByName: ReadonlyMap<string, AutomaticReplies["audience"]> = new Map([
  ["none", "none"],
  ["contactsonly", "contactsOnly"],
  ["all", "all"],
]);

/** Graph's setting as the sensor shows it. `zone` is the account's time zone. Graph does not always use the same case for a name. */
export function toAutomaticReplies(setting: GraphAutomaticReplies, zone: string): AutomaticReplies {
  const shown: AutomaticReplies = {
    state: stateByStatus.get(setting.status?.toLowerCase() ?? "") ?? "disabled",
    internalReply: htmlToText(setting.internalReplyMessage ?? ""),
    externalReply: htmlToText(setting.externalReplyMessage ?? ""),
    audience: audienceByName.get(setting.externalAudience?.toLowerCase() ?? "") ?? "none",
  };
  const { scheduledStartDateTime: start, scheduledEndDateTime: end } = setting;
  if (shown.state !== "scheduled" || !start || !end) return shown;
  return { ...shown, start: toIso(toInstant(start, zone), zone), end: toIso(toInstant(end, zone), zone) };
}
