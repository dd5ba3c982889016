import type { PluginDefinition, ServiceDefinition } from "@casement/core";
import type { Ledger } from "../feeds/ledger.ts";
import { parseInput } from "./invoke-service.ts";

interface StoredItems {
  readonly plugin: PluginDefinition;
  readonly ledger: Ledger;
}

/** Whether other people notice a call with this input. @throws CasementError `input-invalid` */
export async function reachesOthers(stored: StoredItems, name: string, input: Readonly<Record<string, unknown>>): Promise<boolean> {
  const service = stored.plugin.services?.[name];
  const reaches = service?.reachesOthers ?? false;
  if (!service || typeof reaches === "boolean") return reaches === true;
  const parsed: Record<string, unknown> = await parseInput(`${stored.plugin.id}/${name}`, service, input);
  const ids = service.item?.id === undefined ? [] : [parsed[service.item.id]].flat();
  if (ids.length === 0) return reaches({ input: parsed, item: undefined });
  return ids.some((id) => reaches({ input: parsed, item: storedItem(stored, service, id) }));
}

/** Finds the stored item with an id in the feeds of the service's sensors. */
function storedItem({ plugin, ledger }: StoredItems, { item }: ServiceDefinition, id: unknown): unknown {
  const feeds = new Set([item?.of].flat().map((kind) => (kind === undefined ? undefined : plugin.sensors?.[kind]?.feed)));
  for (const feed of feeds)
    for (const [address, { items }] of ledger.data.keys)
      if (feed !== undefined && address.startsWith(`${plugin.id}/${feed}/`) && items.has(String(id))) return items.get(String(id));
  return undefined;
}
