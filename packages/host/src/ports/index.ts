// Types only: what a host stands on, for those who write it for something else than files and one process.

export type { CollectionEvent } from "../agenda/collection.ts";
export type {
  AccountStatus,
  CallOptions,
  EventJournal,
  JournalEvent,
  SensorSnapshot,
  SensorSummary,
} from "../api.ts";
export type { Workload } from "../graph/workload.ts";
export type { AccountOperation, CallHandler, CallPort, CallRequest } from "./calls.ts";
export type { GovernorPort, GraphShare } from "./governor.ts";
export type { GroupReading, GroupReadPort, ReadingGroup, ReadPart } from "./group-reads.ts";
export type { HostPorts } from "./host-ports.ts";
export type { AccountLease, LeasePort } from "./lease.ts";
export type { AccountOwner, LeaseEnd, OwnershipPort, WorkerInfo } from "./ownership.ts";
export type { SensorPort, SharedAccountOptions, ToldAccount } from "./sensors.ts";
export type { AccountStore, StatePart, StatePort, StateStep, StoredFile, StoredFileOptions, StoredRecord, StoreFault } from "./state.ts";
export type { UploadPort } from "./uploads.ts";
