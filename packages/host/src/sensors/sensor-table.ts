import type { PluginDefinition, SensorInstance } from "@casement/core";
import { sensorKey } from "../feeds/account-data.ts";
import type { Ledger } from "../feeds/ledger.ts";
import type { SensorEntry } from "../feeds/records.ts";
import { allocateSlug } from "./slug.ts";

/** How long a removed sensor is shown as gone (ms). */
const keepGoneMs = 30 * 24 * 3_600_000;

/** The sensors of an account and their slugs. A slug never changes and is never used again. */
export interface SensorTable {
  /** The sensors of one kind, without those that were removed more than 30 days ago. */
  entriesOf(plugin: string, kind: string): readonly SensorEntry[];
  /** Stores the result of a discovery. If it is `incomplete`, missing sensors are kept. Returns whether anything changed. */
  update(plugin: PluginDefinition, kind: string, found: readonly SensorInstance[], incomplete: boolean): Promise<boolean>;
}

export function createSensorTable(ledger: Ledger, now: () => Date): SensorTable {
  const entriesOfPlugin = (plugin: string): SensorEntry[] => [...ledger.data.sensors.values()].filter((entry) => entry.plugin === plugin);
  const save = (entry: SensorEntry): Promise<void> => ledger.commit({ t: "sensor", ...entry });

  return {
    entriesOf: (plugin, kind) =>
      entriesOfPlugin(plugin).filter(
        (entry) => entry.kind === kind && (entry.goneAt === undefined || now().getTime() - entry.goneAt < keepGoneMs),
      ),
    async update(plugin, kind, found, incomplete) {
      let changed = false;
      for (const instance of found) {
        const known = ledger.data.sensors.get(sensorKey({ plugin: plugin.id, kind, id: instance.id }));
        const slug = known?.slug ?? newSlug(plugin, kind, instance, entriesOfPlugin(plugin.id));
        const entry: SensorEntry = {
          plugin: plugin.id,
          kind,
          id: instance.id,
          slug,
          title: instance.title,
          key: instance.key,
          needs: instance.needs,
          viewData: instance.viewData,
          goneAt: undefined,
        };
        // Compared as JSON, because the log does not store undefined properties.
        if (known && JSON.stringify(entry) === JSON.stringify({ ...entry, ...comparedFieldsOf(known) })) continue;
        await save(entry);
        changed = true;
      }
      if (incomplete) return changed;
      const present = new Set(found.map((instance) => instance.id));
      for (const entry of entriesOfPlugin(plugin.id)) {
        if (entry.kind !== kind || present.has(entry.id) || entry.goneAt !== undefined) continue;
        await save({ ...entry, goneAt: now().getTime() });
        changed = true;
      }
      return changed;
    },
  };
}

const comparedFieldsOf = ({ title, key, needs, viewData, goneAt }: SensorEntry): Partial<SensorEntry> => ({
  title,
  key,
  needs,
  viewData,
  goneAt,
});

function newSlug(plugin: PluginDefinition, kind: string, instance: SensorInstance, entries: readonly SensorEntry[]): string {
  const taken = new Set(entries.map((entry) => entry.slug));
  const single = plugin.sensors?.[kind]?.instances === undefined;
  return allocateSlug(single ? kind : instance.title, kind, taken);
}
