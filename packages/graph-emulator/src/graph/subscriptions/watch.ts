import type { GraphItem, ReadItems, WatchedItem } from "./subscribable.ts";
import type { ChangeType, Seen, Subscription } from "./subscription.ts";

export interface Change {
  readonly changeType: ChangeType;
  readonly seen: Seen;
}

/** What a subscription's resource holds now. A resource that is gone, or refuses, holds what it held. */
export async function look(
  subscription: Pick<Subscription, "kind" | "found">,
  read: ReadItems,
  revisionOf: (owner: string, id: string) => number,
): Promise<ReadonlyMap<string, Seen>> {
  const items = await subscription.kind.items(subscription.found, read);
  return new Map(items.map((watched) => [watched.resource, seen(watched, revisionOf(subscription.found.owner, watched.item.id))]));
}

function seen({ item, resource, path }: WatchedItem, revision: number): Seen {
  const etag = typeof item["@odata.etag"] === "string" ? item["@odata.etag"] : undefined;
  return { id: item.id, mark: `${JSON.stringify(unnumbered(item))} ${revision}`, resource, path, etag };
}

/** Presence is numbered anew each time somebody else looks. */
const unnumbered = ({ sequenceNumber: _, ...item }: GraphItem): object => item;

export function changesBetween(before: ReadonlyMap<string, Seen>, after: ReadonlyMap<string, Seen>): Change[] {
  const changes: Change[] = [];
  for (const [resource, now] of after) {
    const known = before.get(resource);
    if (!known) changes.push({ changeType: "created", seen: now });
    else if (known.mark !== now.mark) changes.push({ changeType: "updated", seen: now });
  }
  for (const [resource, known] of before) if (!after.has(resource)) changes.push({ changeType: "deleted", seen: known });
  return changes;
}
