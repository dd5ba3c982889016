import type { Clock, Logger } from "@casement/core";
import type { AddressLookup, KeptState } from "@casement/host";
import type { WebhookConfig } from "@casement/host/config";

export interface WebhooksOptions {
  /** The block `webhooks:` of the config file. */
  readonly webhooks: readonly WebhookConfig[];
  /** Stores what waits: `host.sealedState("webhooks")`, called after `start`. Default: kept in memory until the process ends. */
  readonly state?: KeptState | undefined;
  readonly version?: string | undefined;
  readonly clock?: Clock | undefined;
  /** Returns a number between 0 and 1, which spreads repeated attempts. */
  readonly random?: (() => number) | undefined;
  /** Default: the system's. */
  readonly lookup?: AddressLookup | undefined;
  /** Default: warnings and errors to standard error. */
  readonly log?: Logger | undefined;
}
