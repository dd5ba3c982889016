import type { KeyObject } from "node:crypto";
import type { Clock, FileAccess, Logger, PermissionMap } from "@casement/core";
import { type DependencyContainer, container as globalContainer } from "tsyringe";
import type { SensorSnapshot } from "../api.ts";
import type { EventIds } from "../events/event-ids.ts";
import type { Journal } from "../events/journal.ts";
import type { Alarms } from "../lifecycle/alarms.ts";
import type { SerialQueue } from "../lifecycle/serial-queue.ts";
import type { TaskTracker } from "../lifecycle/task-tracker.ts";
import type { Transport } from "../transport.ts";
import * as t from "./tokens.ts";

/** The objects that all accounts of a host share. */
export interface HostDependencies {
  readonly clock: Clock;
  readonly log: Logger;
  readonly transport: Transport;
  readonly dataDir: string;
  readonly key: KeyObject;
  readonly files: FileAccess;
  readonly tasks: TaskTracker;
  readonly alarms: Alarms;
  readonly eventIds: EventIds;
  readonly eventQueue: SerialQueue;
  readonly journal: Journal;
  readonly onSensor: (snapshot: SensorSnapshot) => void;
  readonly accounts: ReadonlyMap<string, t.OpenAccount>;
  readonly permissionMap: PermissionMap;
  readonly random: () => number;
  readonly logout: (account: string, keepData: boolean) => Promise<void>;
}

/** Creates a container of its own per host. Nothing is registered on the global container, so one process can run several hosts. */
export function createHostContainer(dependencies: HostDependencies): DependencyContainer {
  const container = globalContainer.createChildContainer();
  container.register(t.clockToken, { useValue: dependencies.clock });
  container.register(t.logToken, { useValue: dependencies.log });
  container.register(t.transportToken, { useValue: dependencies.transport });
  container.register(t.dataDirToken, { useValue: dependencies.dataDir });
  container.register(t.keyToken, { useValue: dependencies.key });
  container.register(t.filesToken, { useValue: dependencies.files });
  container.register(t.tasksToken, { useValue: dependencies.tasks });
  container.register(t.alarmsToken, { useValue: dependencies.alarms });
  container.register(t.eventIdsToken, { useValue: dependencies.eventIds });
  container.register(t.eventQueueToken, { useValue: dependencies.eventQueue });
  container.register(t.journalToken, { useValue: dependencies.journal });
  container.register(t.onSensorToken, { useValue: dependencies.onSensor });
  container.register(t.accountsToken, { useValue: dependencies.accounts });
  container.register(t.permissionMapToken, { useValue: dependencies.permissionMap });
  container.register(t.randomToken, { useValue: dependencies.random });
  container.register(t.logoutToken, { useValue: dependencies.logout });
  return container;
}
