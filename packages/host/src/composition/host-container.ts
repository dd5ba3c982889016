import type { KeyObject } from "node:crypto";
import type { Clock, Files, Logger } from "@casement/core";
import { type DependencyContainer, container as globalContainer } from "tsyringe";
import type { SensorSnapshot } from "../api.ts";
import type { EventIds } from "../events/event-ids.ts";
import type { Journal } from "../events/journal.ts";
import type { Alarms } from "../lifecycle/alarms.ts";
import type { Turns } from "../lifecycle/turns.ts";
import type { Work } from "../lifecycle/work.ts";
import type { Transport } from "../transport.ts";
import * as t from "./tokens.ts";

/** What a host is made of; each account's container is a child of it. */
export interface HostDependencies {
  readonly clock: Clock;
  readonly log: Logger;
  readonly transport: Transport;
  readonly dataDir: string;
  readonly key: KeyObject;
  readonly files: Files;
  readonly work: Work;
  readonly alarms: Alarms;
  readonly eventIds: EventIds;
  readonly eventTurns: Turns;
  readonly journal: Journal;
  readonly onSensor: (snapshot: SensorSnapshot) => void;
  readonly accounts: ReadonlyMap<string, t.OpenAccount>;
  readonly random: () => number;
  readonly logout: (account: string, keepData: boolean) => Promise<void>;
}

/** A fresh container: nothing is ever registered on the global one, so that two hosts can live in one process. */
export function createHostContainer(parts: HostDependencies): DependencyContainer {
  const container = globalContainer.createChildContainer();
  container.register(t.clockToken, { useValue: parts.clock });
  container.register(t.logToken, { useValue: parts.log });
  container.register(t.transportToken, { useValue: parts.transport });
  container.register(t.dataDirToken, { useValue: parts.dataDir });
  container.register(t.keyToken, { useValue: parts.key });
  container.register(t.filesToken, { useValue: parts.files });
  container.register(t.workToken, { useValue: parts.work });
  container.register(t.alarmsToken, { useValue: parts.alarms });
  container.register(t.eventIdsToken, { useValue: parts.eventIds });
  container.register(t.eventTurnsToken, { useValue: parts.eventTurns });
  container.register(t.journalToken, { useValue: parts.journal });
  container.register(t.onSensorToken, { useValue: parts.onSensor });
  container.register(t.accountsToken, { useValue: parts.accounts });
  container.register(t.randomToken, { useValue: parts.random });
  container.register(t.logoutToken, { useValue: parts.logout });
  return container;
}
