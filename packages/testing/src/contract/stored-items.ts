import { isDeepStrictEqual } from "node:util";
import type { ContractRig } from "./contract-rig.ts";
import { withoutVolatile } from "./without-volatile.ts";

/** Stored items by account, feed and key, then by id. */
export type StoredItems = ReadonlyMap<string, ReadonlyMap<string, unknown>>;

/** The items that the host has stored. The first refresh brings them up to date, and the second shows them to `sync`. */
export async function readStoredItems({ t, observed }: ContractRig): Promise<StoredItems> {
  await t.account.refresh();
  await t.account.refresh();
  return new Map(observed.storedItems);
}

/** How many items differ. Items of keys that are new or gone do not count. */
export function itemChanges(before: StoredItems, after: StoredItems): { added: number; changed: number; removed: number } {
  const counts = { added: 0, changed: 0, removed: 0 };
  for (const [key, items] of before) {
    const itemsAfter = after.get(key);
    if (!itemsAfter) continue;
    for (const [id, item] of items) {
      if (!itemsAfter.has(id)) counts.removed++;
      else if (!isDeepStrictEqual(withoutVolatile(item), withoutVolatile(itemsAfter.get(id)))) counts.changed++;
    }
    counts.added += [...itemsAfter.keys()].filter((id) => !items.has(id)).length;
  }
  return counts;
}
