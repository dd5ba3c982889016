import type { CalendarEventItem } from "../calendar-event.ts";
import { completeOccurrence, isOccurrenceStub, recompleteOccurrence, toCalendarEventItem } from "../calendar-event-mapper.ts";
import type { GraphEvent } from "../graph-types.ts";
import type { CalendarRound } from "./read-round.ts";

/** What is needed to turn a round into items. */
export interface RoundContext {
  /** The stored items, by id. */
  readonly items: ReadonlyMap<string, CalendarEventItem>;
  /** Reads one event by id. Undefined when it does not exist. */
  readEvent(id: string): Promise<GraphEvent | undefined>;
  /** The account's time zone. */
  readonly zone: string;
}

/**
 * The items that a round puts, by id. Stubs are completed from the master of their series: the one of the round, the stored one, or the one
 * that Graph returns. Occurrences follow a changed master. Masters are kept while they have occurrences.
 */
export async function itemsOfRound(round: CalendarRound, context: RoundContext): Promise<Map<string, CalendarEventItem>> {
  const { items, readEvent, zone } = context;
  const put = new Map<string, CalendarEventItem>();
  const masters = new Map<string, CalendarEventItem>();
  const stubs: GraphEvent[] = [];
  for (const [id, event] of round.events) {
    // A draft without times.
    if (!event.start || !event.end) continue;
    if (isOccurrenceStub(event)) {
      stubs.push(event);
      continue;
    }
    const item = toCalendarEventItem(event, zone);
    (item.type === "series" ? masters : put).set(id, item);
  }

  const mastersToRead = new Set<string>();
  for (const { seriesMasterId } of [...stubs, ...put.values()]) {
    if (seriesMasterId && !masters.has(seriesMasterId) && !items.has(seriesMasterId)) mastersToRead.add(seriesMasterId);
  }
  // A read of the window has no masters. When an occurrence is newer than the stored master, the master has changed.
  for (const { type, seriesMasterId, modified = "" } of put.values()) {
    if (type === "occurrence" && !masters.has(seriesMasterId!) && modified > (items.get(seriesMasterId!)?.modified ?? ""))
      mastersToRead.add(seriesMasterId!);
  }
  await Promise.all(
    [...mastersToRead].map(async (id) => {
      const event = await readEvent(id);
      if (event) masters.set(id, toCalendarEventItem(event, zone));
    }),
  );

  const masterOf = (id: string | undefined) => (id === undefined ? undefined : (masters.get(id) ?? items.get(id)));
  for (const stub of stubs) {
    const master = masterOf(stub.seriesMasterId ?? undefined);
    if (master) put.set(stub.id, completeOccurrence(stub, master, zone));
  }
  for (const [id, item] of put) {
    const recurrence = masterOf(item.seriesMasterId)?.recurrence;
    if (recurrence !== undefined) put.set(id, { ...item, recurrence });
  }
  if (!round.isFull) {
    const removed = new Set(round.removed);
    for (const [id, item] of items) {
      const isUntouchedOccurrence = item.type === "occurrence" && !put.has(id) && !removed.has(id);
      const changedMaster = isUntouchedOccurrence ? masters.get(item.seriesMasterId ?? "") : undefined;
      if (changedMaster) put.set(id, recompleteOccurrence(item, changedMaster));
    }
  }
  const mastersToKeep = new Set([...put.values()].map(({ seriesMasterId }) => seriesMasterId));
  if (!round.isFull) for (const id of masters.keys()) if (items.has(id)) mastersToKeep.add(id);
  for (const id of mastersToKeep) {
    const master = masterOf(id);
    if (id !== undefined && master) put.set(id, master);
  }
  return put;
}
