import type { CalendarEventItem, StoredCalendarEvent, StoredCalendarEvents } from "../calendar-event.ts";
import { isOccurrenceStub, toCalendarEventItem, toCalendarOccurrence } from "../calendar-event-mapper.ts";
import type { GraphEvent } from "../graph-types.ts";
import type { CalendarRound } from "./read-round.ts";

/** What is needed to turn a round into items. */
export interface RoundContext {
  /** The stored items, by id. */
  readonly items: StoredCalendarEvents;
  /** Reads one event by id. Undefined when it does not exist, `odd` when it is not readable now. */
  readEvent(id: string): Promise<GraphEvent | undefined | "odd">;
  /** Reads an event again in the next round. */
  markOdd(id: string): void;
  /** The account's time zone. */
  readonly zone: string;
}

/**
 * The items that a round puts, by id. An occurrence needs the master of its series: the one of the round, the stored one, or the one that
 * Graph returns. Masters are kept while they have occurrences.
 */
export async function itemsOfRound(round: CalendarRound, context: RoundContext): Promise<Map<string, StoredCalendarEvent>> {
  const { items, readEvent, zone } = context;
  const put = new Map<string, StoredCalendarEvent>();
  const masters = new Map<string, CalendarEventItem>();
  const occurrences: GraphEvent[] = [];
  for (const [id, event] of round.events) {
    // A draft without times.
    if (!event.start || !event.end) continue;
    if (event.type?.toLowerCase() === "occurrence" && (event.seriesMasterId || isOccurrenceStub(event))) {
      occurrences.push(event);
      continue;
    }
    const item = toCalendarEventItem(event, zone);
    (item.type === "series" ? masters : put).set(id, item);
  }

  const storedMaster = (id: string): CalendarEventItem | undefined => {
    const item = items.get(id);
    return item && "subject" in item ? item : undefined;
  };
  const mastersToRead = new Set<string>();
  const oddMasters = new Set<string>();
  for (const { seriesMasterId } of [...occurrences, ...put.values()]) {
    if (seriesMasterId && !masters.has(seriesMasterId) && !items.has(seriesMasterId)) mastersToRead.add(seriesMasterId);
  }
  // A read of the window has no masters. When an occurrence is newer than the stored master, the master has changed.
  for (const { seriesMasterId, lastModifiedDateTime } of occurrences) {
    const id = seriesMasterId ?? "";
    if (!masters.has(id) && (lastModifiedDateTime ?? "") > (storedMaster(id)?.modified ?? "")) mastersToRead.add(id);
  }
  await Promise.all(
    [...mastersToRead].map(async (id) => {
      const event = await readEvent(id);
      if (event === "odd") oddMasters.add(id);
      else if (event) masters.set(id, toCalendarEventItem(event, zone));
    }),
  );

  const masterOf = (id: string) => masters.get(id) ?? storedMaster(id);
  for (const occurrence of occurrences) {
    const masterId = occurrence.seriesMasterId ?? "";
    const master = masterOf(masterId);
    if (master) put.set(occurrence.id, toCalendarOccurrence(occurrence, master, zone));
    else if (!isOccurrenceStub(occurrence)) put.set(occurrence.id, toCalendarEventItem(occurrence, zone));
    else if (oddMasters.has(masterId)) context.markOdd(occurrence.id);
  }
  for (const [id, item] of put) {
    const recurrence = "subject" in item && item.seriesMasterId !== undefined ? masterOf(item.seriesMasterId)?.recurrence : undefined;
    if (recurrence !== undefined) put.set(id, { ...(item as CalendarEventItem), recurrence });
  }
  const mastersToKeep = new Set([...put.values()].map(({ seriesMasterId }) => seriesMasterId));
  if (!round.isFull) for (const id of masters.keys()) if (items.has(id)) mastersToKeep.add(id);
  for (const id of mastersToKeep) {
    const master = id === undefined ? undefined : masterOf(id);
    if (id !== undefined && master) put.set(id, master);
  }
  return put;
}
