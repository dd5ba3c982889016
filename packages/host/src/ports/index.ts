// Types only: what a host stands on, for those who write it for something else than files and one process.

export type {
  AccountStatus,
  CallOptions,
  EventPage,
  EventQuery,
  JournalEvent,
  SensorSnapshot,
  SensorSummary,
} from "../api.ts";
export type { Workload } from "../graph/workload.ts";
export type { AccountOperation, CallHandler, CallPort, CallRequest } from "./calls.ts";
export type { GovernorPort, GraphShare } from "./governor.ts";
export type { HostPorts } from "./host-ports.ts";
export type { AccountLease } from "./lease.ts";
export type { AccountOwner, LeaseEnd, OwnershipPort, WorkerInfo } from "./ownership.ts";
export type { AccountStore, StatePart, StatePort, StateStep, StoredFile, StoredFileOptions, StoredRecord } from "./state.ts";
export type { ViewChange, ViewPort, ViewScope } from "./view.ts";
