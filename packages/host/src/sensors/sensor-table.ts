import type { PluginDefinition, SensorInstance } from "@casement/core";
import { sensorKey } from "../feeds/account-data.ts";
import type { Ledger } from "../feeds/ledger.ts";
import type { SensorEntry } from "../feeds/records.ts";
import { allotSlug } from "./slug.ts";

/** What vanished is shown as gone for this long (ms). */
const goneLife = 30 * 24 * 3_600_000;

/** The sensors that an account has, with the slugs that never change and are never given twice. */
export interface SensorTable {
  /** Of one kind, without those that vanished long ago. */
  of(plugin: string, kind: string): readonly SensorEntry[];
  /** Takes in what a discovery found. With `incomplete`, what is missing is not gone. Returns whether anything changed. */
  update(plugin: PluginDefinition, kind: string, found: readonly SensorInstance[], incomplete: boolean): Promise<boolean>;
}

export function createSensorTable(ledger: Ledger, now: () => Date): SensorTable {
  const all = (plugin: string): SensorEntry[] => [...ledger.data.sensors.values()].filter((entry) => entry.plugin === plugin);
  const save = (entry: SensorEntry): Promise<void> => ledger.commit({ t: "sensor", ...entry });

  return {
    of: (plugin, kind) =>
      all(plugin).filter((entry) => entry.kind === kind && (entry.goneAt === undefined || now().getTime() - entry.goneAt < goneLife)),
    async update(plugin, kind, found, incomplete) {
      let changed = false;
      for (const instance of found) {
        const known = ledger.data.sensors.get(sensorKey({ plugin: plugin.id, kind, id: instance.id }));
        const slug = known?.slug ?? newSlug(plugin, kind, instance, all(plugin.id));
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
        // Undefined properties do not survive the log: compare as JSON.
        if (known && JSON.stringify(entry) === JSON.stringify({ ...entry, ...pick(known) })) continue;
        await save(entry);
        changed = true;
      }
      if (incomplete) return changed;
      const here = new Set(found.map((instance) => instance.id));
      for (const entry of all(plugin.id)) {
        if (entry.kind !== kind || here.has(entry.id) || entry.goneAt !== undefined) continue;
        await save({ ...entry, goneAt: now().getTime() });
        changed = true;
      }
      return changed;
    },
  };
}

const pick = ({ title, key, needs, viewData, goneAt }: SensorEntry): Partial<SensorEntry> => ({ title, key, needs, viewData, goneAt });

function newSlug(plugin: PluginDefinition, kind: string, instance: SensorInstance, entries: readonly SensorEntry[]): string {
  const taken = new Set(entries.map((entry) => entry.slug));
  const single = plugin.sensors?.[kind]?.instances === undefined;
  return allotSlug(single ? kind : instance.title, kind, taken);
}
