import type { ViewCall } from "@casement/core";
import type * as z from "zod";
import type { PresenceNeeds } from "../feeds/presence-needs.ts";
import { type PresenceItem, type statusValue, unknownPresence } from "../presence.ts";

/** Hides an expired status message, even before Graph removes it. */
export function viewStatus({ items, now, instance }: ViewCall<PresenceItem>): { value: z.input<typeof statusValue>; until?: Date } {
  const { id: userId }: PresenceNeeds = instance.needs;
  const item = items.get(userId);
  if (!item) {
    const { activity: state, ...rest } = unknownPresence;
    return { value: { state, ...rest, userId } };
  }
  const { activity: state, name: _name, own: _own, statusMessage, statusMessageUntil, ...rest } = item;
  const end = statusMessageUntil === undefined ? undefined : new Date(statusMessageUntil);
  const isExpired = end !== undefined && end <= now;
  const message =
    isExpired || statusMessage === undefined ? {} : { statusMessage, ...(statusMessageUntil !== undefined && { statusMessageUntil }) };
  return { value: { state, ...rest, ...message, userId }, ...(end && !isExpired && { until: end }) };
}
