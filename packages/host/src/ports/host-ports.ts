import type { CallPort } from "./calls.ts";
import type { GovernorPort } from "./governor.ts";
import type { GroupReadPort } from "./group-reads.ts";
import type { LeasePort } from "./lease.ts";
import type { SensorPort } from "./sensors.ts";
import type { StatePort } from "./state.ts";
import type { UploadPort } from "./uploads.ts";

/** What a host stands on. Without a cluster, the host makes its own: files, and memory. */
export interface HostPorts {
  readonly state: StatePort;
  /** Of the accounts that the host is given. See `OwnershipPort`. */
  readonly leases: LeasePort;
  readonly calls: CallPort;
  readonly sensors: SensorPort;
  readonly uploads: UploadPort;
  readonly governor: GovernorPort;
  readonly groupReads: GroupReadPort;
}
