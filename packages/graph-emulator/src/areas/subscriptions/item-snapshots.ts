import type { GraphItem, ReadItems, WatchedItem } from "./subscribable-resource.ts";
import type { ChangeType, ItemSnapshot, Subscription } from "./subscription.ts";

export interface ItemChange {
  readonly changeType: ChangeType;
  readonly item: ItemSnapshot;
}

/**
 * Reads the current items of a subscription's resource.
 *
 * @throws GraphFault when Graph refuses the subscriber.
 */
export async function readSnapshot(
  subscription: Pick<Subscription, "kind" | "target">,
  read: ReadItems,
  revisionOf: (owner: string, id: string) => number,
): Promise<ReadonlyMap<string, ItemSnapshot>> {
  const items = await subscription.kind.items(subscription.target, read);
  return new Map(items.map((watched) => [watched.resource, snapshotOf(watched, revisionOf(subscription.target.owner, watched.item.id))]));
}

function snapshotOf({ item, resource, path }: WatchedItem, revision: number): ItemSnapshot {
  const etag = typeof item["@odata.etag"] === "string" ? item["@odata.etag"] : undefined;
  return { id: item.id, fingerprint: `${JSON.stringify(withoutSequenceNumber(item))} ${revision}`, resource, path, etag };
}

/** The sequence number of a presence changes each time somebody else reads it. */
const withoutSequenceNumber = ({ sequenceNumber: _, ...item }: GraphItem): object => item;

export function compareSnapshots(before: ReadonlyMap<string, ItemSnapshot>, after: ReadonlyMap<string, ItemSnapshot>): ItemChange[] {
  const changes: ItemChange[] = [];
  for (const [resource, current] of after) {
    const previous = before.get(resource);
    if (!previous) changes.push({ changeType: "created", item: current });
    else if (previous.fingerprint !== current.fingerprint) changes.push({ changeType: "updated", item: current });
  }
  for (const [resource, previous] of before) if (!after.has(resource)) changes.push({ changeType: "deleted", item: previous });
  return changes;
}
