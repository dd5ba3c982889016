import type { Feed } from "@casement/core";
import type { RaisedEvent } from "../events/raise.ts";
import type { KeyState } from "./account-data.ts";

/** A service's mark on an item counts for this long (ms). */
export const markLife: number = 5 * 60_000;
/** A message may reach us this much later than the time it carries, by Graph's delay and by clocks that differ. */
const slack = 2 * 60_000;
/** What fell due longer ago is no news. */
const lateness = 3_600_000;

interface Asking {
  readonly feed: Feed<any, any, any, any>;
  readonly key: string;
  readonly report: (message: string) => void;
}

/** What the feed says of the items that a page brought or took. */
export function changesOf(
  { feed, key, report }: Asking,
  page: { put: Readonly<Record<string, unknown>>; gone: Iterable<string>; forgotten: ReadonlySet<string> },
  state: KeyState,
  wroteAt: (id: string) => number | undefined,
  now: number,
): RaisedEvent[] {
  if (!feed.changed) return [];
  // After a clock was set back, what it said then is in the future.
  const since = new Date(Math.min(state.since, now) - slack);
  const raised: RaisedEvent[] = [];
  const tell = (id: string, after: unknown): void => {
    const wrote = wroteAt(id);
    const origin = wrote !== undefined && now - wrote < markLife ? "casement" : "external";
    const before = page.forgotten.has(id) ? undefined : state.items.get(id);
    try {
      raised.push(...(feed.changed?.({ key, id, before, after, origin, since }) ?? []));
    } catch (error) {
      report(`changed() threw ${nameOf(error)}`);
    }
  };
  for (const [id, after] of Object.entries(page.put)) tell(id, after);
  for (const id of page.gone) tell(id, undefined);
  return raised;
}

/** What the feed says fell due after `after` and until `until` (ms), oldest first; nothing older than an hour. */
export function dueOf({ feed, key, report }: Asking, items: ReadonlyMap<string, unknown>, after: number, until: number): RaisedEvent[] {
  const from = Math.max(after, until - lateness);
  if (!feed.due || from >= until) return [];
  return dueBetween({ feed, key, report }, items, from, until);
}

/** Up to when (ms) everything is announced: a clock that is set back a little repeats nothing, one that was wrong altogether is forgotten. */
export const markAt = (mark: number, now: number): number => (mark > now && mark - now <= lateness ? mark : now);

/** When the next thing falls due (ms), up to `horizon`. */
export function nextDue(asking: Asking, items: ReadonlyMap<string, unknown>, after: number, horizon: number): number | undefined {
  return dueBetween(asking, items, after, horizon)[0]?.at?.getTime();
}

function dueBetween({ feed, key, report }: Asking, items: ReadonlyMap<string, unknown>, after: number, until: number): RaisedEvent[] {
  try {
    const raised: readonly RaisedEvent[] = feed.due?.({ key, items, after: new Date(after), until: new Date(until) }) ?? [];
    const time = (event: RaisedEvent): number => event.at?.getTime() ?? until;
    return raised.filter((event) => time(event) > after && time(event) <= until).sort((a, b) => time(a) - time(b));
  } catch (error) {
    report(`due() threw ${nameOf(error)}`);
    return [];
  }
}

const nameOf = (error: unknown): string => (error instanceof Error ? error.name : "an error");
