import { CasementError } from "@casement/core";
import { act, type ServiceCall } from "./service-call.ts";

/** Takes back what `set-presence` set. Nothing to take back is as good. */
export async function clearPresence(call: ServiceCall<unknown>): Promise<Record<string, never>> {
  try {
    await act(call, "clearPresence", { sessionId: call.account.clientId });
  } catch (error) {
    if (!CasementError.is(error) || error.code !== "graph-not-found") throw error;
  }
  return {};
}

export async function clearPreferredPresence(call: ServiceCall<unknown>): Promise<Record<string, never>> {
  await act(call, "clearUserPreferredPresence", {});
  return {};
}
