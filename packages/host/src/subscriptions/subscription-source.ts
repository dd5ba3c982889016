import type { ChangeSubscription } from "@casement/core";

/** A scheduled task, and the changes that Graph can report for what it reads. */
export interface SubscriptionSource {
  /** The title of the plugin. */
  readonly title: string;
  readonly task: string;
  readonly subscription: ChangeSubscription;
  /** The scope of the subscription, if it is not granted. */
  readonly missingScope?: string | undefined;
}
