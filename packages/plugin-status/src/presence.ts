import { htmlToText, plainText } from "@casement/graph-text";
import { toInstant, toIso } from "@casement/graph-time";
import * as z from "zod";
import type { GraphPresence } from "./graph-types.ts";

/** Activities that Graph is known to give; it may add more. */
export const activities = [
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

const shown = {
  availability: z
    .string()
    .describe("Available, AvailableIdle, Away, BeRightBack, Busy, BusyIdle, DoNotDisturb, Offline or PresenceUnknown"),
  statusMessage: z.string().optional().describe("As text"),
  outOfOffice: z.boolean().describe("Automatic replies or an absence in the calendar say so"),
  outOfOfficeMessage: z.string().optional().describe("As text"),
  workLocation: z.string().optional().describe("office, remote or timeOff"),
};

/** What is said of somebody's presence in events and answers. */
export const presence = z.object({ activity: z.string().describe("As Graph writes it"), ...shown });
export type Presence = z.output<typeof presence>;

const until = z.string().optional().describe("When your own status message ends; ISO 8601");

/** Somebody's presence as the feed keeps it. */
export const item = presence.extend({ name: z.string(), own: z.boolean(), statusMessageUntil: until });
export type PresenceItem = z.output<typeof item>;

export const value = z.object({
  state: z.string().describe("The activity, as Graph writes it"),
  ...shown,
  statusMessageUntil: until,
  userId: z.string().describe("Object id"),
});

export function toPresence({ activity, availability, statusMessage, outOfOfficeSettings, workLocation }: GraphPresence): Presence {
  const { content, contentType } = statusMessage?.message ?? {};
  const text = content ? (contentType?.toLowerCase() === "html" ? htmlToText(content) : plainText(content)) : "";
  const place = workLocation?.workLocationType;
  return {
    activity: activity ?? unknown.activity,
    availability: availability ?? unknown.availability,
    ...(text && { statusMessage: text }),
    outOfOffice: outOfOfficeSettings?.isOutOfOffice ?? false,
    ...(outOfOfficeSettings?.message && { outOfOfficeMessage: plainText(htmlToText(outOfOfficeSettings.message)) }),
    ...(place && place !== "unspecified" && { workLocation: place }),
  };
}

/** When a status message ends, in `zone`; undefined where Graph does not say. */
export function messageEnd({ statusMessage }: GraphPresence, zone: string): string | undefined {
  return statusMessage?.expiryDateTime ? toIso(toInstant(statusMessage.expiryDateTime, zone), zone) : undefined;
}

/** Of somebody Graph says nothing about. */
export const unknown: Presence = { activity: "PresenceUnknown", availability: "PresenceUnknown", outOfOffice: false };
