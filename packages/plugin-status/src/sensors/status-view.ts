import type { SensorInstance } from "@casement/core";
import type * as z from "zod";
import { type PresenceItem, unknown, type value } from "../presence.ts";

type Value = z.output<typeof value>;

/** A status message that has ended is not shown, even before Graph says so. */
export function statusView({ items, now, instance }: { items: ReadonlyMap<string, PresenceItem>; now: Date; instance: SensorInstance }): {
  value: Value;
  until?: Date;
} {
  const userId = (instance.needs as { id: string }).id;
  const found = items.get(userId);
  if (!found) {
    const { activity: state, ...rest } = unknown;
    return { value: { state, ...rest, userId } };
  }
  const { activity: state, name: _name, own: _own, statusMessage, statusMessageUntil, ...rest } = found;
  const end = statusMessageUntil === undefined ? undefined : new Date(statusMessageUntil);
  const over = end !== undefined && end <= now;
  const message =
    over || statusMessage === undefined ? {} : { statusMessage, ...(statusMessageUntil !== undefined && { statusMessageUntil }) };
  return { value: { state, ...rest, ...message, userId }, ...(end && !over && { until: end }) };
}
