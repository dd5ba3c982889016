import * as z from "zod";
import { act, invalid, later, type ServiceCall, type set } from "./service-call.ts";

/** The pairs that Graph accepts of an app; the first activity of a row goes without saying. */
const pairs = {
  Available: ["Available"],
  Busy: ["InACall", "InAConferenceCall"],
  Away: ["Away"],
  DoNotDisturb: ["Presenting"],
} as const;

export const setPresenceInput = z.object({
  availability: z.enum(["Available", "Busy", "Away", "DoNotDisturb"]),
  activity: z
    .enum(["Available", "InACall", "InAConferenceCall", "Away", "Presenting"])
    .optional()
    .describe("For Busy: InACall unless given, or InAConferenceCall. The others have one each."),
  minutes: z.number().int().min(5).max(240).default(60).describe("How long it lasts"),
});

/** Sets what Casement says of the user: one session among those of Teams, until it ends. */
export async function setPresence(call: ServiceCall<z.output<typeof setPresenceInput>>): Promise<z.output<typeof set>> {
  const { availability, minutes } = call.input;
  const allowed: readonly string[] = pairs[availability];
  const activity = call.input.activity ?? allowed[0]!;
  if (!allowed.includes(activity)) throw invalid("activity", `must be ${allowed.join(" or ")} with ${availability}`);
  await act(call, "setPresence", { sessionId: call.account.clientId, availability, activity, expirationDuration: `PT${minutes}M` });
  return { availability, activity, until: later(call, minutes) };
}
