import type { KeyObject } from "node:crypto";
import type { Clock, FileAccess, Logger, PermissionMap } from "@casement/core";
import { container, type DependencyContainer } from "tsyringe";
import type { SensorSnapshot } from "../api.ts";
import type { Wire } from "../auth/login-network.ts";
import type { EventIds } from "../events/event-ids.ts";
import type { Journal } from "../events/journal.ts";
import type { Alarms } from "../lifecycle/alarms.ts";
import type { Turns } from "../lifecycle/turns.ts";
import type { Work } from "../lifecycle/work.ts";
import * as t from "./tokens.ts";

/** What a host is made of; each account's container is a child of it. */
export interface HostParts {
  readonly clock: Clock;
  readonly log: Logger;
  readonly wire: Wire;
  readonly dataDir: string;
  readonly key: KeyObject;
  readonly files: FileAccess;
  readonly work: Work;
  readonly alarms: Alarms;
  readonly eventIds: EventIds;
  readonly eventTurns: Turns;
  readonly journal: Journal;
  readonly onSensor: (snapshot: SensorSnapshot) => void;
  readonly accounts: ReadonlyMap<string, t.OpenAccount>;
  readonly permissionMap: PermissionMap;
  readonly random: () => number;
  readonly logout: (account: string, keepData: boolean) => Promise<void>;
}

/** A fresh container: nothing is ever registered on the global one, so that two hosts can live in one process. */
export function createHostScope(parts: HostParts): DependencyContainer {
  const scope = container.createChildContainer();
  scope.register(t.clockToken, { useValue: parts.clock });
  scope.register(t.logToken, { useValue: parts.log });
  scope.register(t.wireToken, { useValue: parts.wire });
  scope.register(t.dataDirToken, { useValue: parts.dataDir });
  scope.register(t.keyToken, { useValue: parts.key });
  scope.register(t.filesToken, { useValue: parts.files });
  scope.register(t.workToken, { useValue: parts.work });
  scope.register(t.alarmsToken, { useValue: parts.alarms });
  scope.register(t.eventIdsToken, { useValue: parts.eventIds });
  scope.register(t.eventTurnsToken, { useValue: parts.eventTurns });
  scope.register(t.journalToken, { useValue: parts.journal });
  scope.register(t.onSensorToken, { useValue: parts.onSensor });
  scope.register(t.accountsToken, { useValue: parts.accounts });
  scope.register(t.permissionMapToken, { useValue: parts.permissionMap });
  scope.register(t.randomToken, { useValue: parts.random });
  scope.register(t.logoutToken, { useValue: parts.logout });
  return scope;
}
