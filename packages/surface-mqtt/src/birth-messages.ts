import type { Clock } from "@casement/core";

/** Reacts to Home Assistant's birth messages: once for all that arrive within a short time, so that many of them cost no more than one. */
export interface BirthMessages {
  onBirth(): void;
  /** The reaction to a birth message is still to come. */
  readonly isPending: boolean;
  stop(): void;
}

/** Delay after a birth message (ms). */
const reactionDelay = 500;
/** Shortest time between two reactions (ms). */
const reactionInterval = 10_000;

export function createBirthMessages(clock: Clock, react: () => void): BirthMessages {
  let reactedAt = Number.NEGATIVE_INFINITY;
  let cancel: (() => void) | undefined;
  return {
    onBirth() {
      const now = clock.now().getTime();
      cancel ??= clock.after(Math.max(reactionDelay, reactedAt + reactionInterval - now), () => {
        cancel = undefined;
        reactedAt = clock.now().getTime();
        react();
      });
    },
    get isPending() {
      return cancel !== undefined;
    },
    stop: () => cancel?.(),
  };
}
