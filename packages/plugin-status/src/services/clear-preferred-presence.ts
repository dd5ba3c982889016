import { service } from "@casement/core";
import * as z from "zod";
import { sendPresenceAction } from "./send-presence-action.ts";

export const clearPreferredPresence = service({
  title: "Clear your preferred presence",
  summary: "Clear your preferred presence, so that Teams sets it.",
  input: z.object({}),
  output: z.object({}),
  scope: "Presence.ReadWrite",
  touches: ["presence"],
  repeatable: true,
  async run(call) {
    await sendPresenceAction(call, "clearUserPreferredPresence", {});
    return {};
  },
});
