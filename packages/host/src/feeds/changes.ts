import type { Feed } from "@casement/core";
import type { RaisedEvent } from "../events/event-validator.ts";
import type { FeedKeyState } from "./account-data.ts";

/** How long an item that a service wrote counts as written by Casement (ms). */
export const writtenMarkMs: number = 5 * 60_000;
/** How much later than its own timestamp an item may arrive (ms), because of Graph's delay and differing clocks. */
const clockToleranceMs = 2 * 60_000;
/** Events that fell due longer ago are not raised (ms). */
const maxEventDelayMs = 3_600_000;

interface FeedPlugin {
  readonly feed: Feed<any, any, any, any>;
  readonly key: string;
  readonly report: (message: string) => void;
}

/** The events that the feed raises for the changes of a page. */
export function eventsOfChanges(
  { feed, key, report }: FeedPlugin,
  page: { put: Readonly<Record<string, unknown>>; removed: Iterable<string>; evicted: ReadonlySet<string> },
  state: FeedKeyState,
  writtenAtOf: (id: string) => number | undefined,
  now: number,
): RaisedEvent[] {
  if (!feed.changed) return [];
  // If the clock was set back, the stored time can be in the future.
  const since = new Date(Math.min(state.roundStartedAt, now) - clockToleranceMs);
  const raised: RaisedEvent[] = [];
  const addEvents = (id: string, after: unknown): void => {
    const writtenAt = writtenAtOf(id);
    const origin = writtenAt !== undefined && now - writtenAt < writtenMarkMs ? "casement" : "external";
    const before = page.evicted.has(id) ? undefined : state.items.get(id);
    try {
      raised.push(...(feed.changed?.({ key, id, before, after, origin, since }) ?? []));
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
  { feed, key, report }: FeedPlugin,
  items: ReadonlyMap<string, unknown>,
  after: number,
  until: number,
): RaisedEvent[] {
  const from = Math.max(after, until - maxEventDelayMs);
  if (!feed.due || from >= until) return [];
  return eventsDueBetween({ feed, key, report }, items, from, until);
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
  { feed, key, report }: FeedPlugin,
  items: ReadonlyMap<string, unknown>,
  after: number,
  until: number,
): RaisedEvent[] {
  try {
    const raised: readonly RaisedEvent[] = feed.due?.({ key, items, after: new Date(after), until: new Date(until) }) ?? [];
    const timeOf = (event: RaisedEvent): number => event.at?.getTime() ?? until;
    return raised.filter((event) => timeOf(event) > after && timeOf(event) <= until).sort((a, b) => timeOf(a) - timeOf(b));
  } catch (error) {
    report(`due() threw ${errorNameOf(error)}`);
    return [];
  }
}

const errorNameOf = (error: unknown): string => (error instanceof Error ? error.name : "an error");
