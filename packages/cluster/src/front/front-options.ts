import type { Clock } from "@casement/core";
import type { WatchedStore } from "../status/watch-store.ts";
import type { SensorViewOptions } from "../view/view-options.ts";
import type { FrontAccounts } from "./front-accounts.ts";

export interface FrontOptions extends Omit<SensorViewOptions, "lockOf"> {
  readonly accounts: FrontAccounts;
  /** All processes must have the same. Default: 256. */
  readonly slots?: number;
  readonly clock?: Clock;
  /** How long something waits for an account that nobody runs (ms). Default: 20,000, longer than another worker needs to take it over. */
  readonly ownerLimit?: number;
  /** Whether Redis answers, for `metrics`. */
  readonly store?: Pick<WatchedStore, "problem">;
}
