import type { SubscriptionSource } from "./subscription-source.ts";

/** A subscription that the account should have. */
export interface PlannedSubscription {
  readonly resource: string;
  /** As Graph takes them: `created,updated,deleted`. */
  readonly changes: string;
  readonly withEncryptedData: boolean;
  /** The tasks that read what it reports. */
  readonly tasks: readonly string[];
  /** The titles of their plugins. */
  readonly titles: readonly string[];
}

/** One subscription for each resource that the granted scopes allow, by resource: the calendars of a mailbox share one. */
export function planSubscriptions(sources: readonly SubscriptionSource[]): ReadonlyMap<string, PlannedSubscription> {
  const plan = new Map<string, PlannedSubscription>();
  for (const { title, task, subscription, missingScope } of sources) {
    if (missingScope !== undefined) continue;
    const { resource, changes, withEncryptedData = false } = subscription;
    const known = plan.get(resource);
    const all = new Set([...(known?.changes.split(",") ?? []), ...changes]);
    plan.set(resource, {
      resource,
      changes: [...all].sort().join(","),
      withEncryptedData: withEncryptedData || known?.withEncryptedData === true,
      tasks: [...(known?.tasks ?? []), task],
      titles: [...new Set([...(known?.titles ?? []), title])],
    });
  }
  return plan;
}
