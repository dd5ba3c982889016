import { createPermissionMap, systemClock } from "@casement/core";
import { type DependencyContainer, container as globalContainer, instanceCachingFactory } from "tsyringe";
import { createSignedInUsers } from "../account/signed-in-users.ts";
import { createRunApart } from "../apart/run-apart.ts";
import type { HostOptions } from "../api.ts";
import { createAlarms } from "../async/alarms.ts";
import { createListenerSet } from "../async/listener-set.ts";
import { createSerialQueue } from "../async/serial-queue.ts";
import { createTaskTracker } from "../async/task-tracker.ts";
import { createTransport } from "../create-transport.ts";
import { createEventIds } from "../events/event-ids.ts";
import { createJournal } from "../events/journal.ts";
import { createGroupReads } from "../for-many/group-reads.ts";
import { createGraphMetrics } from "../graph/index.ts";
import { createConsoleLogger } from "../logging/console-logger.ts";
import { createFileAccess } from "../services/file-access.ts";
import { createUploadedFiles } from "../services/uploaded-files.ts";
import { createNotificationGate } from "../subscriptions/notification-gate.ts";
import { OpenAccounts } from "./open-accounts.ts";
import * as t from "./tokens.ts";

export type HostContainer = DependencyContainer;

/**
 * Creates a container of its own per host. Nothing is registered on the global container, so one process can run several hosts. To replace an
 * object in a test, register its token again before the host is assembled.
 */
export function createHostContainer(options: Omit<HostOptions, "accounts" | "dataDir">): HostContainer {
  const container = globalContainer.createChildContainer();
  container.register(t.clockToken, { useValue: options.clock ?? systemClock });
  container.register(t.logToken, { useValue: options.log ?? createConsoleLogger("warn") });
  container.register(t.transportToken, { useValue: options.transport ?? createTransport() });
  container.register(t.randomToken, { useValue: Math.random });
  container.register(t.permissionMapToken, { useValue: options.permissionMap ?? createPermissionMap() });
  container.register(t.uploadedFilesToken, {
    useFactory: instanceCachingFactory((resolver) => createUploadedFiles(() => resolver.resolve(t.portsToken).uploads)),
  });
  container.register(t.filesToken, {
    useFactory: instanceCachingFactory((resolver) =>
      Object.freeze(createFileAccess(options.files, undefined, resolver.resolve(t.uploadedFilesToken))),
    ),
  });
  container.register(t.runApartToken, { useFactory: instanceCachingFactory((resolver) => createRunApart(resolver.resolve(t.clockToken))) });
  container.register(t.tasksToken, { useFactory: instanceCachingFactory(createTaskTracker) });
  container.register(t.alarmsToken, { useFactory: instanceCachingFactory((resolver) => createAlarms(resolver.resolve(t.clockToken))) });
  container.register(t.eventIdsToken, { useFactory: instanceCachingFactory((resolver) => createEventIds(resolver.resolve(t.clockToken))) });
  container.register(t.eventQueueToken, { useFactory: instanceCachingFactory(() => createSerialQueue()) });
  container.register(t.journalToken, {
    useFactory: instanceCachingFactory((resolver) => {
      const log = resolver.resolve(t.logToken);
      const startedAt = resolver.resolve(t.clockToken).now().getTime();
      return createJournal(() => log.error("An event listener threw an error."), startedAt);
    }),
  });
  for (const token of [t.sensorListenersToken, t.collectionListenersToken, t.accountListenersToken])
    container.register<unknown>(token, { useFactory: instanceCachingFactory(() => createListenerSet()) });
  container.register(t.historyDaysToken, { useValue: options.history ? options.history.days : 0 });
  container.register(t.graphMetricsToken, {
    useFactory: instanceCachingFactory((resolver) => createGraphMetrics(() => resolver.resolve(t.clockToken).now().getTime())),
  });
  container.register(t.accountsToken, { useValue: new OpenAccounts() });
  container.register(t.signedInUsersToken, { useValue: createSignedInUsers() });
  container.register(t.groupReadsToken, {
    useFactory: instanceCachingFactory((resolver) =>
      createGroupReads({
        port: () => resolver.resolve(t.portsToken).groupReads,
        clock: resolver.resolve(t.clockToken),
        log: resolver.resolve(t.logToken),
      }),
    ),
  });
  container.register(t.notificationGateToken, {
    useFactory: instanceCachingFactory((resolver) =>
      createNotificationGate((name) => {
        const accounts = resolver.resolve(t.accountsToken);
        const chosen = name === undefined ? [...accounts.values()] : [accounts.get(name)];
        return chosen.flatMap((account) => account?.runtime.subscriptions ?? []);
      }),
    ),
  });
  return container;
}
