/** The parts of a notification of Microsoft Graph that the host uses. Its contents are not among them. */
export interface ChangeNotification {
  readonly subscriptionId: string;
  readonly clientState: string;
  /** Of a notification about the subscription itself. */
  readonly lifecycleEvent: string | undefined;
}

/** More are not in one request of Graph. */
const maxNotifications = 5_000;

/** Equal notifications of one request: each says no more than the first. */
export interface EqualNotifications {
  readonly notification: ChangeNotification;
  readonly count: number;
}

/** The notifications in the body of a request (`changeNotificationCollection`). What is not one is left out. */
export function readNotifications(body: unknown): readonly EqualNotifications[] {
  const { value } = (body ?? {}) as { value?: unknown };
  if (!Array.isArray(value)) return [];
  const equal = new Map<string, { readonly notification: ChangeNotification; count: number }>();
  for (const entry of value.slice(0, maxNotifications) as readonly unknown[]) {
    const { subscriptionId, clientState, lifecycleEvent } = (entry ?? {}) as Readonly<Record<string, unknown>>;
    if (typeof subscriptionId !== "string" || typeof clientState !== "string") continue;
    const event = typeof lifecycleEvent === "string" ? lifecycleEvent : undefined;
    const key = `${subscriptionId}\n${clientState}\n${event ?? ""}`;
    const known = equal.get(key);
    if (known) known.count++;
    else equal.set(key, { notification: { subscriptionId, clientState, lifecycleEvent: event }, count: 1 });
  }
  return [...equal.values()];
}
