/** How a webhook is doing. Nothing here quotes its address. */
export interface WebhookStatus {
  readonly name: string;
  readonly state: "working" | "failing" | "off";
  readonly failingSince?: string;
  readonly reason?: string;
  readonly lastDelivery?: string;
  readonly lastFailure?: { readonly at: string; readonly reason: string };
  readonly waiting: number;
  readonly delivered: number;
  readonly failedAttempts: number;
  readonly dropped: number;
}

/** The part of a webhook surface that this package uses: the result of `createWebhookSurface` from @casement/surface-webhooks. */
export interface WebhookEndpoint {
  statuses(): readonly WebhookStatus[];
  /** Sends a message now. @throws CasementError `not-found` */
  test(name: string): Promise<{ readonly delivered: boolean; readonly status?: number; readonly reason?: string }>;
}
