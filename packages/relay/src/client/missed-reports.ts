import type { Clock } from "@casement/core";

/** Says that something was missed, at once and then at most every 15 seconds, whatever a relay sends. */
export interface MissedReports {
  report(): void;
  close(): void;
}

const gapMs = 15_000;

export function createMissedReports(clock: Clock, missed: () => void): MissedReports {
  let stopWaiting: (() => void) | undefined;
  let isWanted = false;
  const report = (): void => {
    if (stopWaiting) {
      isWanted = true;
      return;
    }
    missed();
    stopWaiting = clock.after(gapMs, () => {
      stopWaiting = undefined;
      if (isWanted) report();
    });
    isWanted = false;
  };
  return { report, close: () => stopWaiting?.() };
}
