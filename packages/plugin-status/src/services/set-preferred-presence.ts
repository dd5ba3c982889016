import * as z from "zod";
import { act, later, type ServiceCall, type set } from "./service-call.ts";

const day = 24 * 60;

export const setPreferredPresenceInput = z.object({
  availability: z.enum(["Available", "Busy", "DoNotDisturb", "BeRightBack", "Away", "Offline"]),
  minutes: z
    .number()
    .int()
    .min(5)
    .max(7 * day)
    .optional()
    .describe("How long it lasts; a day for Busy and DoNotDisturb, else a week"),
});

/** Sets what everybody sees, whatever Teams says, while the user is signed in to Teams or an app has set a presence. */
export async function setPreferredPresence(call: ServiceCall<z.output<typeof setPreferredPresenceInput>>): Promise<z.output<typeof set>> {
  const { availability } = call.input;
  const activity = availability === "Offline" ? "OffWork" : availability;
  const minutes = call.input.minutes ?? (availability === "Busy" || availability === "DoNotDisturb" ? day : 7 * day);
  await act(call, "setUserPreferredPresence", { availability, activity, expirationDuration: `PT${minutes}M` });
  return { availability, activity, until: later(call, minutes) };
}
