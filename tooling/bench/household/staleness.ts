import { type Change, changes } from "./changes.ts";
import type { Kind, Staleness } from "./figures.ts";
import type { Line } from "./line.ts";
import type { Predecessor } from "./predecessor.ts";
import { residents } from "./reference-household.ts";
import type { World } from "./world.ts";

/** Where in the time between two reads a change falls, as a part of the interval: first right after a read, the worst moment. */
const offsets = [0, 0.5, 0.25, 0.9, 0.1, 0.75, 0.4, 0.97, 0.6, 0.03, 0.85, 0.33];
const interval: Staleness = { presence: 15, mail: 30, calendar: 60, todo: 60, chat: 60, autoreply: 300 };

export interface Watched {
  readonly user: string;
  readonly line: Line;
  /** What it shows of a kind, as text. */
  shown(change: Change): string;
  /** Resolves when it shows something new. */
  news(): Promise<void>;
}

/** An account of Casement's and its sensors as they are at the moment. */
export const casementWatched = ({ casement, lines }: World, account = "home", user: string = residents.casement): Watched => ({
  user,
  line: lines.casement,
  shown: ({ sensor }) => JSON.stringify(casement.host.sensor(`${account}/${sensor}`).attributes),
  news: () =>
    new Promise((resolve) => {
      const end = casement.host.onSensor(({ account: of }) => {
        if (of !== account) return;
        end();
        resolve();
      });
    }),
});

export const predecessorWatched = ({ lines }: World, predecessor: Predecessor): Watched => ({
  user: residents.predecessor,
  line: lines.predecessor,
  shown: ({ kind }) => predecessor.shown(kind),
  news: predecessor.news,
});

export interface Seen {
  /** Seconds until a change was shown, at worst. */
  readonly worst: Staleness;
  /** How many changes were made of each kind. */
  readonly count: Staleness;
}

/**
 * Changes everything from elsewhere again and again for `ms`, one change of a kind after the other, and says how long each stayed unseen.
 * `roundTrip`: how long an answer of Graph's takes to arrive (ms). Without it the result is the same each time, to the account's phase.
 */
export async function staleness(world: World, watched: readonly Watched[], ms: number, roundTrip = 0): Promise<readonly Seen[]> {
  const until = world.clock.now().getTime() + ms;
  for (const { line } of watched) line.latency = roundTrip;
  const results = watched.map((one) => {
    const worst: Partial<Record<Kind, number>> = {};
    const count: Partial<Record<Kind, number>> = {};
    for (const change of changes)
      world.run(
        unseen(world, one, change, until, (seconds) => {
          worst[change.kind] = Math.max(worst[change.kind] ?? 0, seconds);
          count[change.kind] = (count[change.kind] ?? 0) + 1;
        }),
      );
    return { worst: worst as Staleness, count: count as Staleness };
  });
  await world.advance(ms);
  for (const { line } of watched) line.latency = 0;
  return results;
}

async function unseen(
  { emulator, clock, sleep }: World,
  { user, line, shown, news }: Watched,
  change: Change,
  until: number,
  seen: (seconds: number) => void,
): Promise<void> {
  const now = () => clock.now().getTime();
  for (let number = 0; now() < until; number++) {
    await new Promise<void>((resolve) => line.onHandled(change.reads, resolve));
    await sleep(1 + offsets[number % offsets.length]! * interval[change.kind] * 1000);
    const mark = `mark-${change.kind}-${number}-`;
    const made = now();
    change.make(emulator, user, mark);
    while (!shown(change).includes(mark)) {
      if (now() >= until) return;
      await news();
    }
    seen((now() - made) / 1000);
  }
}
