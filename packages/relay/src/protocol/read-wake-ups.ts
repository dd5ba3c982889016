import type { WakeUp } from "./relay-protocol.ts";

/** Graph's longest `clientState` has 128 characters. */
const maxLength = 128;
/** More are not in one request of Graph. */
const maxEntries = 5_000;
/** A hub has some dozens of subscriptions. */
const maxWakeUps = 1_000;

/**
 * The subscriptions that a request of Graph (`changeNotificationCollection`) says have changed, each once. Everything else in it, such as encrypted
 * contents, is left out. Undefined if there are more than a hub can have.
 */
export function readWakeUps(text: string): readonly WakeUp[] | undefined {
  let body: unknown;
  try {
    body = JSON.parse(text);
  } catch {
    return [];
  }
  const { value } = (body ?? {}) as { value?: unknown };
  if (!Array.isArray(value)) return [];
  if (value.length > maxEntries) return undefined;
  const wakeUps = new Map<string, WakeUp>();
  for (const entry of value as unknown[]) {
    const { subscriptionId, clientState, lifecycleEvent } = (entry ?? {}) as Readonly<Record<string, unknown>>;
    if (!isId(subscriptionId) || !isId(clientState)) continue;
    const wakeUp = { subscriptionId, clientState, ...(isId(lifecycleEvent) && { lifecycleEvent }) };
    wakeUps.set(JSON.stringify(wakeUp), wakeUp);
  }
  return wakeUps.size > maxWakeUps ? undefined : [...wakeUps.values()];
}

const isId = (value: unknown): value is string => typeof value === "string" && value.length > 0 && value.length <= maxLength;
