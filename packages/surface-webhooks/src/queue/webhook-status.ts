/** How a webhook is doing, for people. */
export interface WebhookStatus {
  readonly name: string;
  /** `failing`: no delivery has succeeded since `failingSince`. `off`: switched off because it failed for long. */
  readonly state: "working" | "failing" | "off";
  readonly failingSince?: string;
  /** Why the last attempt failed, in plain words. */
  readonly reason?: string;
  /** When a message, or a test, was last received. */
  readonly lastDelivery?: string;
  /** Kept after later deliveries. */
  readonly lastFailure?: { readonly at: string; readonly reason: string };
  /** Messages that wait. */
  readonly waiting: number;
  /** Since the hub started. `dropped`: too many waited, they waited for 24 hours, or the webhook was switched off. */
  readonly delivered: number;
  readonly failedAttempts: number;
  readonly dropped: number;
}
