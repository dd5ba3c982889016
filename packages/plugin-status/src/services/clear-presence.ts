import { CasementError, service } from "@casement/core";
import * as z from "zod";
import { sendPresenceAction } from "./send-presence-action.ts";

export const clearPresence = service({
  title: "Clear the presence set by Casement",
  summary: "Clear the Teams presence that set-presence has set.",
  input: z.object({}),
  output: z.object({}),
  scope: "Presence.ReadWrite",
  touches: ["presence"],
  repeatable: true,
  async run(call) {
    try {
      await sendPresenceAction(call, "clearPresence", { sessionId: call.account.clientId });
    } catch (error) {
      // There is no presence session to clear.
      if (!CasementError.is(error) || error.code !== "graph-not-found") throw error;
    }
    return {};
  },
});
