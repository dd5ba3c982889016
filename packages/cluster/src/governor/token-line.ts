import type { Clock } from "@casement/core";
import type { GraphShare } from "@casement/host/ports";

export type LineAnswer = "go" | "later";

/** Those in this process that want tokens of the same buckets, in the order in which they asked first; services before reading. */
export interface TokenLine {
  /** @throws the reason of `signal` */
  join(share: GraphShare, signal: AbortSignal): Promise<LineAnswer>;
}

/** Somebody in the line, also while it waits to ask again. */
interface Place {
  readonly number: number;
  readonly isService: boolean;
  missing: number;
}

/** How long after a request for tokens the next one is sent (ms). */
const restMs = 50;
/** The same if there were too few: whoever asks again after a second is then in the line. */
const crowdedRestMs = 1_250;

/** `ask`: for tokens, for all at once. It does not reject. */
export function createTokenLine(clock: Clock, ask: (wanted: number) => Promise<number>): TokenLine {
  const places = new WeakMap<GraphShare, Place>();
  const present = new Map<Place, (grant: LineAnswer) => void>();
  let last = 0;
  let isBusy = false;

  const placeOf = (share: GraphShare): Place => {
    const known = places.get(share);
    if (known) return known;
    const place = { number: last++, isService: share.purpose === "service", missing: share.requests };
    places.set(share, place);
    return place;
  };
  const serve = async (): Promise<void> => {
    const wanted = sumOf([...present.keys()]);
    const granted = await ask(wanted);
    giveOut(granted);
    clock.after(granted < wanted ? crowdedRestMs : restMs, () => {
      isBusy = false;
      start();
    });
  };
  const giveOut = (granted: number): void => {
    let left = granted;
    for (const [place, answer] of [...present].sort(([a], [b]) => compare(a, b))) {
      const taken = Math.min(left, place.missing);
      place.missing -= taken;
      left -= taken;
      present.delete(place);
      answer(place.missing === 0 ? "go" : "later");
    }
  };
  const start = (): void => {
    if (isBusy || present.size === 0) return;
    isBusy = true;
    // Those that ask in the same turn ask together.
    queueMicrotask(() => void serve());
  };
  return {
    join(share, signal) {
      return new Promise((resolve, reject) => {
        const place = placeOf(share);
        const onAbort = (): void => {
          present.delete(place);
          reject(signal.reason);
        };
        present.set(place, (grant) => {
          signal.removeEventListener("abort", onAbort);
          if (grant === "go") places.delete(share);
          resolve(grant);
        });
        signal.addEventListener("abort", onAbort, { once: true });
        start();
      });
    },
  };
}

const sumOf = (places: readonly Place[]): number => places.reduce((sum, { missing }) => sum + missing, 0);
const compare = (a: Place, b: Place): number => Number(b.isService) - Number(a.isService) || a.number - b.number;
