import type { CollectionEvent } from "../agenda/collection.ts";
import type { AccountOptions, AccountStatus, SensorSnapshot } from "../api.ts";
import type { AccountLease } from "./lease.ts";

/**
 * What the owners of accounts tell those who show them. Without a cluster: the listeners of the host. Events come from the store, see `StateStep`.
 * Everything is told after what it follows from was stored: nobody sees what the store lacks. Each member returns at once. What cannot be told now
 * is told later, the newest only; after the lease was lost, nothing is told.
 */
export interface SensorPort {
  /** Tells what an owner sees of a sensor, in order for each sensor. */
  tell(sensor: SensorSnapshot, lease: AccountLease): void;
  /** Tells what an owner knows of its account when that has changed, at most every two seconds. Omit it if nobody else shows the account. */
  tellAccount?(account: ToldAccount, lease: AccountLease): void;
  /** Tells that a collection of calendar programs appeared, changed or disappeared. */
  tellCollection(event: CollectionEvent, lease: AccountLease): void;
}

/** What an owner knows of its account, as JSON: what `AccountHandle` says at once. */
export interface ToldAccount {
  readonly status: AccountStatus;
  readonly userId?: string;
  readonly options: SharedAccountOptions;
  /** The ids of its sensors, in the host's order. */
  readonly sensors: readonly string[];
}

/** Without secrets, and without what only the owner can use. */
export type SharedAccountOptions = Pick<
  AccountOptions,
  "name" | "clientId" | "accountType" | "cloud" | "enableUpdate" | "sharedMailbox" | "signIn" | "timeZone"
>;
