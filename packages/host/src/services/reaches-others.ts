import { CasementError, type PluginDefinition, type ServiceDefinition } from "@casement/core";
import type { Ledger } from "../feeds/ledger.ts";
import { faultOf } from "../plugins/fault-of.ts";
import { parseInput } from "./invoke-service.ts";

interface StoredItems {
  readonly plugin: PluginDefinition;
  readonly ledger: Ledger;
}

/** Whether other people notice a call with this input. @throws CasementError `input-invalid` or `plugin-failed` */
export async function reachesOthers(stored: StoredItems, name: string, input: Readonly<Record<string, unknown>>): Promise<boolean> {
  const service = stored.plugin.services?.[name];
  const reaches = service?.reachesOthers ?? false;
  if (!service || typeof reaches === "boolean") return reaches === true;
  const parsed: Record<string, unknown> = await parseInput(`${stored.plugin.id}/${name}`, service, input);
  const ids = service.item?.id === undefined ? [] : [parsed[service.item.id]].flat();
  const items = ids.length === 0 ? [undefined] : ids.map((id) => storedItem(stored, service, id));
  try {
    return items.some((item) => reaches({ input: parsed, item }));
  } catch (error) {
    if (CasementError.is(error)) throw error;
    const address = `${stored.plugin.id}/${name}`;
    const message = `reachesOthers of ${address} failed with ${faultOf(error)}. Report it to the author of ${stored.plugin.title}.`;
    throw new CasementError("plugin-failed", message, { cause: error });
  }
}

/** Finds the stored item with an id in the feeds of the service's sensors. */
function storedItem({ plugin, ledger }: StoredItems, { item }: ServiceDefinition, id: unknown): unknown {
  const feeds = new Set([item?.of].flat().map((kind) => (kind === undefined ? undefined : plugin.sensors?.[kind]?.feed)));
  for (const feed of feeds)
    for (const [address, { items }] of ledger.data.keys)
      if (feed !== undefined && address.startsWith(`${plugin.id}/${feed}/`) && items.has(String(id))) return items.get(String(id));
  return undefined;
}
