import { htmlToText, plainText } from "@casement/graph-text";
import { toInstant, toIso } from "@casement/graph-time";
import * as z from "zod";
import type { GraphPresence } from "./graph-types.ts";

/** The activities that Graph documents. Others are possible. */
export const presenceActivities = [
  "Available",
  "AvailableInactive",
  "Away",
  "BeRightBack",
  "Busy",
  "DoNotDisturb",
  "InACall",
  "InAConferenceCall",
  "Inactive",
  "InAMeeting",
  "Offline",
  "OffWork",
  "OutOfOffice",
  "PresenceUnknown",
  "Presenting",
  "UrgentInterruptionsOnly",
] as const;

const activityDescription = "The activity, as Graph spells it";

const commonFields = {
  availability: z
    .string()
    .describe("Available, AvailableIdle, Away, BeRightBack, Busy, BusyIdle, DoNotDisturb, Offline or PresenceUnknown"),
  statusMessage: z.string().optional().describe("As text"),
  outOfOffice: z.boolean().describe("Whether automatic replies are on or the calendar shows an absence"),
  outOfOfficeMessage: z.string().optional().describe("As text"),
  workLocation: z.string().optional().describe("office, remote or timeOff"),
};

/** A person's presence in events and outputs. */
export const presenceSchema = z.object({ activity: z.string().describe(activityDescription), ...commonFields });
export type Presence = z.output<typeof presenceSchema>;

const statusMessageUntil = z.string().optional().meta({ description: "When your own status message expires", format: "date-time" });

/** A person's presence in the feed. */
export const presenceItem = presenceSchema.extend({ name: z.string(), own: z.boolean(), statusMessageUntil });
export type PresenceItem = z.output<typeof presenceItem>;

export const statusValue = z.object({
  state: z.string().describe(activityDescription),
  ...commonFields,
  statusMessageUntil,
  userId: z.string().describe("Object ID"),
});

/** For a person of whom Graph returns no presence. */
export const unknownPresence: Presence = { activity: "PresenceUnknown", availability: "PresenceUnknown", outOfOffice: false };

export function toPresence({ activity, availability, statusMessage, outOfOfficeSettings, workLocation }: GraphPresence): Presence {
  const { content, contentType } = statusMessage?.message ?? {};
  const text = content ? (contentType?.toLowerCase() === "html" ? htmlToText(content) : plainText(content)) : "";
  const location = workLocation?.workLocationType;
  return {
    activity: activity ?? unknownPresence.activity,
    availability: availability ?? unknownPresence.availability,
    ...(text && { statusMessage: text }),
    outOfOffice: outOfOfficeSettings?.isOutOfOffice ?? false,
    ...(outOfOfficeSettings?.message && { outOfOfficeMessage: plainText(htmlToText(outOfOfficeSettings.message)) }),
    ...(location && location !== "unspecified" && { workLocation: location }),
  };
}

/** When a status message expires, in the time zone `zone`. Undefined if Graph does not return it. */
export function statusMessageEndOf({ statusMessage }: GraphPresence, zone: string): string | undefined {
  return statusMessage?.expiryDateTime ? toIso(toInstant(statusMessage.expiryDateTime, zone), zone) : undefined;
}
