import type { SensorSnapshot } from "../api.ts";
import type { AccountLease } from "./lease.ts";

/**
 * What the owners of accounts tell those who show their sensors. Without a cluster: the listeners of the host. Events come from the store, see
 * `StateStep`.
 */
export interface SensorPort {
  /**
   * Tells what an owner sees of a sensor, in order for each sensor, after what it follows from was stored: nobody sees what the store lacks. Returns at
   * once. What cannot be told now is told later, the newest only; after the lease was lost, nothing is told.
   */
  tell(sensor: SensorSnapshot, lease: AccountLease): void;
}
