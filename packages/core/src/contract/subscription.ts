import type { SensorInstance } from "./calls.ts";
import type { Account } from "./context.ts";

/** What `subscribe` of a feed or of a reading sensor receives. */
export interface SubscribeQuery<Config = unknown> {
  /** The key of the feed. Undefined for a reading sensor. */
  readonly key: string | undefined;
  readonly config: Config;
  readonly account: Account;
  /** The sensors that show the key, with what each needs, or the one sensor that is read. */
  readonly sensors: readonly SensorInstance[];
}

/**
 * Changes that Microsoft Graph can report. The host subscribes to them and reads the feed or sensor when one is reported; the plugin sees neither
 * the subscription nor a notification. https://learn.microsoft.com/graph/change-notifications-overview
 */
export interface ChangeSubscription<S extends string = string> {
  /** As in a subscription of Graph: `me/mailFolders('AAMk…')/messages`. Parts with the same resource share a subscription. */
  readonly resource: string;
  readonly changes: readonly ("created" | "updated" | "deleted")[];
  /** The declared scope that the subscription needs. It is never requested for this: where it is not granted, the host polls. */
  readonly scope: S;
  /** Graph accepts the resource only with its contents. The host has them encrypted for nobody and never reads them. */
  readonly withEncryptedData?: true;
}
