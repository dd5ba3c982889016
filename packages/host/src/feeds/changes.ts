import type { Feed } from "@casement/core";
import type { RaisedEvent } from "../events/event-validator.ts";
import type { FeedAddress } from "./feed-address.ts";

/** How long an item that a service wrote counts as written by Casement (ms). */
const writtenMarkMs = 5 * 60_000;
/** How much later than its own timestamp an item may arrive (ms), because Graph is late and its servers' clocks differ. */
const clockToleranceMs = 2 * 60_000;
/** Events that fell due longer ago are not raised (ms). */
const maxEventDelayMs = 3_600_000;

interface FeedPlugin {
  readonly feed: Feed<any, any, any, any>;
  readonly address: FeedAddress;
  readonly report: (message: string) => void;
}

/** Who made a change. `writtenAt`: when a service wrote the item (ms). */
export const originOf = (writtenAt: number | undefined, now: number): "casement" | "external" =>
  writtenAt !== undefined && now - writtenAt < writtenMarkMs ? "casement" : "external";

/** The events that the feed raises for the changes of a page. `startedAt`: of the last round, in Graph's time (ms), like `graphNow`. */
export function eventsOfChanges(
  { feed, address, report }: FeedPlugin,
  page: { put: Readonly<Record<string, unknown>>; removed: Iterable<string>; evicted: ReadonlySet<string> },
  state: { readonly items: ReadonlyMap<string, unknown> },
  writtenAtOf: (id: string) => number | undefined,
  { now, graphNow, startedAt }: { readonly now: number; readonly graphNow: number; readonly startedAt: number },
): RaisedEvent[] {
  if (!feed.changed) return [];
  // A time that was stored before the clock was corrected can be in the future.
  const since = new Date(Math.min(startedAt, graphNow) - clockToleranceMs);
  const raised: RaisedEvent[] = [];
  const addEvents = (id: string, after: unknown): void => {
    const origin = originOf(writtenAtOf(id), now);
    const before = page.evicted.has(id) ? undefined : state.items.get(id);
    try {
      raised.push(...(feed.changed?.({ key: address.key, id, before, after, origin, since, items: state.items }) ?? []));
    } catch (error) {
      report(`changed() threw ${errorNameOf(error)}`);
    }
  };
  for (const [id, after] of Object.entries(page.put)) addEvents(id, after);
  for (const id of page.removed) addEvents(id, undefined);
  return raised;
}

/** The events that fell due after `after` and until `until` (ms), oldest first. Skips events older than an hour. */
export function eventsFallenDue(
  { feed, address, report }: FeedPlugin,
  items: ReadonlyMap<string, unknown>,
  after: number,
  until: number,
): RaisedEvent[] {
  const from = Math.max(after, until - maxEventDelayMs);
  if (!feed.due || from >= until) return [];
  return eventsDueBetween({ feed, address, report }, items, from, until);
}

/**
 * The time (ms) until which everything is announced. If the clock was set back by up to an hour, keeps the old time, so that nothing is
 * announced twice. If it was set back by more, starts from `now`.
 */
export const advanceAnnouncedUntil = (previous: number, now: number): number =>
  previous > now && previous - now <= maxEventDelayMs ? previous : now;

/** The time (ms) of the next event that falls due, up to `until`. */
export function nextDueTime(feedPlugin: FeedPlugin, items: ReadonlyMap<string, unknown>, after: number, until: number): number | undefined {
  return eventsDueBetween(feedPlugin, items, after, until)[0]?.at?.getTime();
}

function eventsDueBetween(
  { feed, address, report }: FeedPlugin,
  items: ReadonlyMap<string, unknown>,
  after: number,
  until: number,
): RaisedEvent[] {
  try {
    const raised: readonly RaisedEvent[] = feed.due?.({ key: address.key, items, after: new Date(after), until: new Date(until) }) ?? [];
    const timeOf = (event: RaisedEvent): number => event.at?.getTime() ?? until;
    return raised.filter((event) => timeOf(event) > after && timeOf(event) <= until).sort((a, b) => timeOf(a) - timeOf(b));
  } catch (error) {
    report(`due() threw ${errorNameOf(error)}`);
    return [];
  }
}

const errorNameOf = (error: unknown): string => (error instanceof Error ? error.name : "an error");
