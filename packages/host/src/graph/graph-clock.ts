import type { Clock, Logger } from "@casement/core";

/**
 * Graph's time, from the Date header of its responses. What Graph's timestamps are compared with must be Graph's time: this machine's clock may
 * be wrong, and may jump.
 */
export interface GraphClock {
  now(): Date;
  /** How far this machine's clock is ahead of Graph's (ms), if that is too far for sign-ins and for events that are due. */
  readonly error: number | undefined;
  /** Call it when the headers of a response arrive. */
  observe(date: string | null): void;
}

/** A Date header has whole seconds and arrives late. Smaller differences say nothing (ms). */
const precisionMs = 5_000;
/** A difference that is reported (ms). */
const maxErrorMs = 2 * 60_000;

export function createGraphClock(clock: Clock, log: Logger): GraphClock {
  let aheadMs = 0;
  const isWrong = (): boolean => Math.abs(aheadMs) > maxErrorMs;
  return {
    now: () => new Date(clock.now().getTime() - aheadMs),
    get error() {
      return isWrong() ? aheadMs : undefined;
    },
    observe(date) {
      const time = date === null ? Number.NaN : Date.parse(date);
      if (Number.isNaN(time)) return;
      const wasWrong = isWrong();
      const difference = clock.now().getTime() - time;
      aheadMs = Math.abs(difference) < precisionMs ? 0 : difference;
      if (isWrong() && !wasWrong) log.warn(describeClockError(aheadMs));
      else if (wasWrong && !isWrong()) log.info("The clock of this machine agrees with Microsoft's again.");
    },
  };
}

/** What is wrong with the clock, for people. */
export function describeClockError(aheadMs: number): string {
  return `The clock of this machine is ${sizeOfClockError(aheadMs)} ${aheadMs > 0 ? "ahead of" : "behind"} Microsoft's.`;
}

/** `12 min`, or `3 h`. */
export function sizeOfClockError(aheadMs: number): string {
  const minutes = Math.round(Math.abs(aheadMs) / 60_000);
  return minutes < 120 ? `${minutes} min` : `${Math.round(minutes / 60)} h`;
}
