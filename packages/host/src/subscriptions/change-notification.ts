/** The parts of a notification of Microsoft Graph that the host uses. Its contents are not among them. */
export interface ChangeNotification {
  readonly subscriptionId: string;
  readonly clientState: string;
  /** Of a notification about the subscription itself. */
  readonly lifecycleEvent: string | undefined;
}

/** More are not in one request of Graph. */
const maxNotifications = 5_000;

/** The notifications in the body of a request (`changeNotificationCollection`). What is not one is left out. */
export function readNotifications(body: unknown): ChangeNotification[] {
  const { value } = (body ?? {}) as { value?: unknown };
  if (!Array.isArray(value)) return [];
  return value.slice(0, maxNotifications).flatMap((entry: unknown) => {
    const { subscriptionId, clientState, lifecycleEvent } = (entry ?? {}) as Readonly<Record<string, unknown>>;
    if (typeof subscriptionId !== "string" || typeof clientState !== "string") return [];
    return [{ subscriptionId, clientState, lifecycleEvent: typeof lifecycleEvent === "string" ? lifecycleEvent : undefined }];
  });
}
