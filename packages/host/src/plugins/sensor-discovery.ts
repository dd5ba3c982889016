import { dayMs, type SensorInstance } from "@casement/core";
import { settleAll } from "../async/settle-all.ts";
import type { PluginEnvironment } from "./plugin-environment.ts";
import { withReadTimeout } from "./read-timeout.ts";
import type { SensorSet } from "./sensor-set.ts";

/** Finds the sensors of the kinds that a plugin discovers in Graph: at start, once a day and on request. */
export interface SensorDiscovery {
  /** Schedules the discovery of a kind, if the kind is discovered. */
  schedule(kind: string): void;
  /** The scheduled task that discovers the kind. Empty if the kind is not discovered. */
  tasksOf(kind: string): readonly string[];
  /** Discovers all kinds again. Then rejects with the first failure, if any. */
  rescan(): Promise<void>;
  /** Discovers the sensors of a feed again. Does not reject; failures are in the status. */
  rediscover(feed: string): Promise<void>;
  /** The first error, and whether a kind has not been discovered since the start. */
  status(): { readonly error: unknown; readonly incomplete: boolean };
  close(): void;
}

export function createSensorDiscovery(environment: PluginEnvironment, sensorSet: SensorSet): SensorDiscovery {
  const { plugin, contexts, table, scheduler, faults } = environment;
  const kinds = Object.entries(plugin.sensors ?? {}).filter(([, { instances }]) => instances);
  const taskOf = (kind: string): string => `${plugin.id}/find/${kind}`;
  const tasksOf = (kind: string): readonly string[] => (kinds.some(([known]) => known === kind) ? [taskOf(kind)] : []);

  const discover = async (kind: string): Promise<"unfinished" | undefined> => {
    const found = await faults.during(`discovery of sensor kind "${kind}"`, () =>
      withReadTimeout(environment, { readWhat: `the list of its sensors "${kind}"`, every: dayMs }, async (signal) =>
        plugin.sensors?.[kind]?.instances?.(contexts.forRead("discovery", signal)),
      ),
    );
    const { instances, incomplete } =
      found && "instances" in found ? found : { instances: (found ?? []) as readonly SensorInstance[], incomplete: false };
    await table.update(plugin, kind, instances, incomplete);
    const added = await sensorSet.attach(kind);
    await Promise.allSettled(added.map((task) => scheduler.refresh(task)));
    return incomplete ? "unfinished" : undefined;
  };

  return {
    schedule(kind) {
      for (const id of tasksOf(kind)) scheduler.add({ id, every: dayMs, run: () => discover(kind) });
    },
    tasksOf,
    rescan: () => settleAll(kinds.map(([kind]) => scheduler.refresh(taskOf(kind)))),
    async rediscover(feed) {
      await Promise.allSettled(kinds.filter(([, spec]) => spec.feed === feed).map(([kind]) => scheduler.refresh(taskOf(kind))));
    },
    status() {
      const statuses = kinds.map(([kind]) => scheduler.status(taskOf(kind)));
      return {
        error: statuses.find(({ error }) => error !== undefined)?.error,
        incomplete: statuses.some(({ succeededAt }) => succeededAt === undefined),
      };
    },
    close() {
      for (const [kind] of kinds) scheduler.remove(taskOf(kind));
    },
  };
}
