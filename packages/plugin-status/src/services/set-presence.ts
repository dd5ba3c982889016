import { invalidInput, service } from "@casement/core";
import * as z from "zod";
import { sendPresenceAction } from "./send-presence-action.ts";
import { setPresenceOutput, toExpiryTime } from "./set-presence-output.ts";

type Activities = readonly [defaultActivity: string, ...others: string[]];

/** The combinations that an app may set: https://learn.microsoft.com/graph/api/presence-setpresence */
const activitiesByAvailability = {
  Available: ["Available"],
  Busy: ["InACall", "InAConferenceCall"],
  Away: ["Away"],
  DoNotDisturb: ["Presenting"],
} as const satisfies Record<string, Activities>;

/** Sets the presence session of Casement, which exists beside the sessions of the Teams clients. */
export const setPresence = service({
  title: "Set your presence",
  summary: "Set a Teams presence for some minutes; a stronger one from Teams wins.",
  input: z.object({
    availability: z.enum(["Available", "Busy", "Away", "DoNotDisturb"]).meta({ title: "Presence", "x-aliases": ["presence", "status"] }),
    activity: z
      .enum(["Available", "InACall", "InAConferenceCall", "Away", "Presenting"])
      .optional()
      .describe("Busy allows InACall (default) and InAConferenceCall; the others allow only one activity"),
    minutes: z
      .number()
      .int()
      .min(5)
      .max(240)
      .default(60)
      .meta({ description: "How long it lasts", "x-aliases": ["duration", "durationMinutes"] }),
  }),
  output: setPresenceOutput,
  scope: "Presence.ReadWrite",
  touches: ["presence"],
  repeatable: true,
  async run(call) {
    const { availability, minutes } = call.input;
    const allowed: Activities = activitiesByAvailability[availability];
    const { activity = allowed[0] } = call.input;
    if (!allowed.includes(activity)) throw invalidInput("activity", `must be ${allowed.join(" or ")} if availability is ${availability}`);
    await sendPresenceAction(call, "setPresence", {
      sessionId: call.account.clientId,
      availability,
      activity,
      expirationDuration: `PT${minutes}M`,
    });
    return { availability, activity, until: toExpiryTime(call, minutes) };
  },
});
