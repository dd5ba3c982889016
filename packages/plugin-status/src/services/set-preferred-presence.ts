import { service } from "@casement/core";
import * as z from "zod";
import { sendPresenceAction } from "./send-presence-action.ts";
import { setPresenceOutput, toExpiryTime } from "./set-presence-output.ts";

const dayMinutes = 24 * 60;

/** Takes effect while the user is signed in to Teams or an app has a presence session for the user. */
export const setPreferredPresence = service({
  title: "Set your preferred presence",
  summary: "Set the Teams presence that others see, as if you chose it in Teams.",
  input: z.object({
    availability: z
      .enum(["Available", "Busy", "DoNotDisturb", "BeRightBack", "Away", "Offline"])
      .meta({ title: "Presence", "x-aliases": ["presence", "status"] }),
    minutes: z
      .number()
      .int()
      .min(5)
      .max(7 * dayMinutes)
      .optional()
      .meta({
        description: "How long it lasts. Default: a day for Busy and DoNotDisturb, a week for the others",
        "x-aliases": ["duration", "durationMinutes"],
      }),
  }),
  output: setPresenceOutput,
  scope: "Presence.ReadWrite",
  touches: ["presence"],
  repeatable: true,
  async run(call) {
    const { availability } = call.input;
    const activity = availability === "Offline" ? "OffWork" : availability;
    const defaultMinutes = availability === "Busy" || availability === "DoNotDisturb" ? dayMinutes : 7 * dayMinutes;
    const { minutes = defaultMinutes } = call.input;
    await sendPresenceAction(call, "setUserPreferredPresence", { availability, activity, expirationDuration: `PT${minutes}M` });
    return { availability, activity, until: toExpiryTime(call, minutes) };
  },
});
