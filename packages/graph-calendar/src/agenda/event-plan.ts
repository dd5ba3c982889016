import type { AgendaCall, AgendaPlan, AgendaRefusal } from "@casement/core";

/** What other people get because of a plan. It is a promise: tests compare it with what Exchange sends. */
export type PlannedMail = "nothing" | "response" | "invitations" | "updates" | "cancellations";

export type EventPlan = AgendaPlan & { readonly sends: PlannedMail };

export const noCalls: EventPlan = { calls: [], sends: "nothing" };
export const planOf = (calls: readonly AgendaCall[], sends: PlannedMail): EventPlan => ({
  calls,
  sends: calls.length === 0 ? "nothing" : sends,
});
export const refusedPlan = (refusal: AgendaRefusal, reason: string): EventPlan => ({ refused: refusal, reason, sends: "nothing" });

/** A call of `modify-event`, if there is something to change. */
export function modifyCall(target: Readonly<Record<string, unknown>>, fields: Readonly<Record<string, unknown>>): AgendaCall[] {
  return Object.keys(fields).length === 0 ? [] : [{ service: "modify-event", input: { ...target, ...fields } }];
}

export const refusedCancellation = (): EventPlan =>
  refusedPlan("unsupported", "Outlook keeps no event that its organizer has called off. Delete it instead.");

const restored = "Outlook cannot bring back an occurrence that was removed.";
export const refusedRestoration = (): EventPlan => refusedPlan("unsupported", restored);
