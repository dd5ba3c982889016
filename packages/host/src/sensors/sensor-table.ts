import { isDeepStrictEqual } from "node:util";
import { dayMs, type PluginDefinition, type SensorInstance } from "@casement/core";
import { sensorKey } from "../feeds/account-data.ts";
import type { Ledger } from "../feeds/ledger.ts";
import type { SensorEntry } from "../feeds/records.ts";
import { allocateSlug } from "./slug.ts";

/** How long a removed sensor is shown as gone (ms). */
const keepGoneMs = 30 * dayMs;

/** The sensors of an account and their slugs. A slug never changes and is never used again. */
export interface SensorTable {
  /** The sensors of one kind, without those that were removed more than 30 days ago. */
  entriesOf(plugin: string, kind: string): readonly SensorEntry[];
  /** Stores the result of a discovery. If it is `incomplete`, missing sensors are kept. Returns whether anything changed. */
  update(plugin: PluginDefinition, kind: string, found: readonly SensorInstance[], incomplete: boolean): Promise<boolean>;
}

export function createSensorTable(ledger: Ledger, now: () => Date): SensorTable {
  const entriesOfPlugin = (plugin: string): SensorEntry[] => [...ledger.data.sensors.values()].filter((entry) => entry.plugin === plugin);
  const save = (entry: SensorEntry): Promise<void> => ledger.keep({ t: "sensor", ...entry });

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
        const { id, title, key, needs, viewData } = instance;
        const entry = storedForm({ plugin: plugin.id, kind, id, slug, title, key, needs, viewData, goneAt: undefined });
        if (isDeepStrictEqual(known, entry)) continue;
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

/** The entry as the log returns it: without undefined properties. */
const storedForm = (entry: SensorEntry): SensorEntry => JSON.parse(JSON.stringify(entry));

function newSlug(plugin: PluginDefinition, kind: string, instance: SensorInstance, entries: readonly SensorEntry[]): string {
  const taken = new Set(entries.map((entry) => entry.slug));
  const single = plugin.sensors?.[kind]?.instances === undefined;
  return allocateSlug(single ? kind : instance.title, kind, taken);
}
