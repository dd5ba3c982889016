import type { AgendaDays, Duration, PluginDefinition, PluginReport } from "@casement/core";
import type { SensorSnapshot } from "../api.ts";
import type { Alarms } from "../async/alarms.ts";
import type { EventValidator } from "../events/event-validator.ts";
import type { Ledger } from "../feeds/ledger.ts";
import type { Scheduler } from "../feeds/scheduler.ts";
import type { GroupReads } from "../for-many/group-reads.ts";
import type { SensorTable } from "../sensors/sensor-table.ts";
import type { TaskLiveness } from "../subscriptions/sensor-liveness.ts";
import type { AccountContext, CallContexts } from "./call-contexts.ts";
import type { FaultLog } from "./fault-log.ts";

/** What the runtime of an account shares with those of its plugins. */
export interface AccountEnvironment {
  readonly ledger: Ledger;
  readonly scheduler: Scheduler;
  readonly alarms: Alarms;
  readonly groupReads: Pick<GroupReads, "contextFor">;
  readonly onSensor: (snapshot: SensorSnapshot) => void;
  /** Runs a task in the background and logs its failure. */
  readonly background: (task: () => Promise<void>) => void;
}

/** What the parts of a plugin's runtime share. */
export interface PluginEnvironment extends AccountEnvironment {
  readonly plugin: PluginDefinition;
  readonly config: unknown;
  /** Intervals per feed or sensor kind that override the plugin's. */
  readonly every: Readonly<Record<string, Duration>>;
  readonly account: AccountContext;
  readonly contexts: CallContexts;
  readonly report: () => PluginReport;
  readonly table: SensorTable;
  readonly validateEvents: EventValidator;
  readonly faults: FaultLog;
  /** The days that surfaces for calendar programs want. */
  readonly agendaDays: () => AgendaDays | undefined;
  /** Called when tasks may have been added or removed, or read something else. */
  readonly onTasks: () => void;
  /** How changes of what a task reads arrive. */
  readonly livenessOf: (task: string) => TaskLiveness;
  /** Called when the resources of a collection may have changed. */
  readonly onResources: () => void;
}
