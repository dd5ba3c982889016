import { CasementError, type PluginDefinition, type ServiceDefinition } from "@casement/core";
import type { Ledger } from "../feeds/ledger.ts";
import { faultOf } from "../plugins/fault-of.ts";
import { parseInput } from "./parse-input.ts";

interface StoredItems {
  readonly plugin: PluginDefinition;
  readonly ledger: Ledger;
}

/** Whether other people notice a call with this input. @throws CasementError `input-invalid` or `plugin-failed` */
export async function reachesOthers(stored: StoredItems, name: string, input: Readonly<Record<string, unknown>>): Promise<boolean> {
  const service = stored.plugin.services?.[name];
  const reaches = service?.reachesOthers ?? false;
  if (!service) return false;
  // Whoever is asked whether a call shall be made is not asked about one that cannot be.
  const parsed: Record<string, unknown> = await parseInput(`${stored.plugin.id}/${name}`, service, input);
  if (typeof reaches === "boolean") return reaches;
  const ids = service.item?.id === undefined ? [] : [parsed[service.item.id]].flat();
  const found = ids.length === 0 ? [{ item: undefined, items: noItems }] : ids.map((id) => storedItem(stored, service, id));
  try {
    return found.some((known) => reaches({ input: parsed, ...known }));
  } catch (error) {
    if (CasementError.is(error)) throw error;
    const address = `${stored.plugin.id}/${name}`;
    const message = `reachesOthers of ${address} failed with ${faultOf(error)}. Report it to the author of ${stored.plugin.title}.`;
    throw new CasementError("plugin-failed", message, { cause: error });
  }
}

const noItems: ReadonlyMap<string, unknown> = new Map();

/** Finds the stored item with an id, and the items of its key, in the feeds of the service's sensors. */
function storedItem(
  { plugin, ledger }: StoredItems,
  { item }: ServiceDefinition,
  id: unknown,
): { readonly item: unknown; readonly items: ReadonlyMap<string, unknown> } {
  const feeds = new Set([item?.of].flat().map((kind) => (kind === undefined ? undefined : plugin.sensors?.[kind]?.feed)));
  for (const feed of feeds)
    for (const { address, items } of ledger.data.keys.values())
      if (address.plugin === plugin.id && address.feed === feed && items.has(String(id))) return { item: items.get(String(id)), items };
  return { item: undefined, items: noItems };
}
