import type { Clock } from "@casement/core";

export interface FakeClock extends Clock {
  /**
   * Advances time by `ms` and runs due timers in order. Awaits `settle` between two timers, so that work started by one timer ends before
   * the next one runs.
   */
  advance(ms: number, settle?: () => Promise<void>): Promise<void>;
  /**
   * Sets the time without running the timers in between, like a machine that was suspended or whose clock was changed. When time moves
   * back, timers keep their remaining time.
   */
  jump(to: Date): void;
}

/** Creates a clock that changes only when a test advances it. Default start: 2026-03-02 08:00 UTC. */
export function createFakeClock(start: Date | string = "2026-03-02T08:00:00Z"): FakeClock {
  let time = new Date(start).getTime();
  let order = 0;
  const timers = new Map<number, { at: number; fn: () => void }>();
  const next = () => [...timers].sort((a, b) => a[1].at - b[1].at || a[0] - b[0])[0];
  return {
    now: () => new Date(time),
    after(ms, fn) {
      const id = order++;
      timers.set(id, { at: time + Math.max(0, ms), fn });
      return () => void timers.delete(id);
    },
    async advance(ms, settle = async () => {}) {
      const end = time + ms;
      await settle();
      for (let first = next(); first && first[1].at <= end; first = next()) {
        timers.delete(first[0]);
        time = Math.max(time, first[1].at);
        first[1].fn();
        await settle();
      }
      time = Math.max(time, end);
      await settle();
    },
    jump(to) {
      const back = time - to.getTime();
      time = to.getTime();
      if (back > 0) for (const timer of timers.values()) timer.at -= back;
    },
  };
}
