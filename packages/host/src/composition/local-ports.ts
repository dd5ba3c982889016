import type { KeyObject } from "node:crypto";
import type { AccountLease, HostPorts } from "../ports/index.ts";
import type { HostContainer } from "./host-container.ts";
import { createLocalCalls } from "./local-calls.ts";
import { createLocalGroupReads } from "./local-group-reads.ts";
import { createLocalState } from "./local-state.ts";
import { createLocalUploads } from "./local-uploads.ts";
import * as t from "./tokens.ts";

/** Only one process at a time has the data folder, for as long as it lives. */
const lockOfFolder: AccountLease = Object.freeze({ token: "data-folder", sure: () => true });

/** The ports of a host in one process: files, and memory. `key`: of the open data folder, whose lock is the lease of every account. */
export function createLocalPorts(container: HostContainer, dataDir: string, key: () => KeyObject): HostPorts {
  return {
    state: createLocalState({
      dataDir,
      key,
      ids: container.resolve(t.eventIdsToken),
      eventQueue: container.resolve(t.eventQueueToken),
      publish: container.resolve(t.journalToken).publish,
      clock: container.resolve(t.clockToken),
      alarms: container.resolve(t.alarmsToken),
      tasks: container.resolve(t.tasksToken),
      log: container.resolve(t.logToken),
    }),
    leases: { lease: () => lockOfFolder },
    calls: createLocalCalls(),
    sensors: {
      tell: container.resolve(t.sensorListenersToken).publish,
      tellCollection: container.resolve(t.collectionListenersToken).publish,
    },
    groupReads: createLocalGroupReads(container.resolve(t.clockToken), container.resolve(t.alarmsToken), container.resolve(t.tasksToken)),
    uploads: createLocalUploads(container.resolve(t.clockToken), container.resolve(t.alarmsToken)),
    governor: { take: () => "go", pause() {} },
  };
}
