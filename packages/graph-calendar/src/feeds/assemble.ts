import type { EventItem } from "../event-item.ts";
import { complete, isStub, recomplete, toItem } from "../event-mapper.ts";
import type { GraphEvent } from "../graph-types.ts";
import type { Round } from "./read-round.ts";

export type Items = ReadonlyMap<string, EventItem>;

/** What is known when a round is turned into items. */
export interface Bench {
  readonly items: Items;
  /** One event by id; undefined when it is gone. */
  read(id: string): Promise<GraphEvent | undefined>;
  readonly zone: string;
}

/**
 * The items that a round puts. Stubs are completed from their series' master: of the round, of what is stored, or read. Occurrences
 * follow a master that changed, and masters stay as long as they have occurrences.
 */
export async function assemble(round: Round, { items, read, zone }: Bench): Promise<Map<string, EventItem>> {
  const put = new Map<string, EventItem>();
  const masters = new Map<string, EventItem>();
  const stubs: GraphEvent[] = [];
  for (const [id, event] of round.events) {
    // Nothing to show of a draft that has no times yet.
    if (!event.start || !event.end) continue;
    if (isStub(event)) {
      stubs.push(event);
      continue;
    }
    const item = toItem(event, zone);
    (item.type === "series" ? masters : put).set(id, item);
  }

  const unknown = new Set<string>();
  for (const { seriesMasterId } of [...stubs, ...put.values()]) {
    if (seriesMasterId && !masters.has(seriesMasterId) && !items.has(seriesMasterId)) unknown.add(seriesMasterId);
  }
  // A window read brings no masters: an occurrence newer than the stored master says that this one has changed.
  for (const { type, seriesMasterId, modified = "" } of put.values()) {
    if (type === "occurrence" && !masters.has(seriesMasterId!) && modified > (items.get(seriesMasterId!)?.modified ?? ""))
      unknown.add(seriesMasterId!);
  }
  await Promise.all(
    [...unknown].map(async (id) => {
      const event = await read(id);
      if (event) masters.set(id, toItem(event, zone));
    }),
  );

  const masterOf = (id: string | undefined) => (id === undefined ? undefined : (masters.get(id) ?? items.get(id)));
  for (const stub of stubs) {
    const master = masterOf(stub.seriesMasterId ?? undefined);
    if (master) put.set(stub.id, complete(stub, master, zone));
  }
  for (const [id, item] of put) {
    const recurrence = masterOf(item.seriesMasterId)?.recurrence;
    if (recurrence !== undefined) put.set(id, { ...item, recurrence });
  }
  if (!round.whole) {
    const removed = new Set(round.removed);
    for (const [id, item] of items) {
      const master = item.type === "occurrence" && !put.has(id) && !removed.has(id) ? masters.get(item.seriesMasterId ?? "") : undefined;
      if (master) put.set(id, recomplete(item, master));
    }
  }
  const series = new Set([...put.values()].map(({ seriesMasterId }) => seriesMasterId));
  if (!round.whole) for (const id of masters.keys()) if (items.has(id)) series.add(id);
  for (const id of series) {
    const master = masterOf(id);
    if (id !== undefined && master) put.set(id, master);
  }
  return put;
}
