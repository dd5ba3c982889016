import type { Clock } from "@casement/core";

/** Alarms by the wall clock: a suspended machine, a changed clock or a date far away does not confuse them. */
export interface Alarms {
  /** Calls `fn` once when `time` (ms since 1970) is reached, or when the clock was set back: `fn` looks at it anew. The returned function cancels it. */
  at(time: number, fn: () => void): () => void;
  stop(): void;
}

/** No timer runs longer than this, so that a jump of the clock is noticed within it. */
const look = 15_000;

export function createAlarms(clock: Clock): Alarms {
  const waiting = new Set<{ time: number; fn: () => void }>();
  let cancel: (() => void) | undefined;
  let armedFor = Number.POSITIVE_INFINITY;
  let seen = Number.NEGATIVE_INFINITY;

  const arm = (): void => {
    const next = Math.min(...[...waiting].map((alarm) => alarm.time));
    if (cancel && next === armedFor) return;
    cancel?.();
    cancel = undefined;
    armedFor = next;
    const now = clock.now().getTime();
    if (waiting.size > 0) cancel = clock.after(Math.min(Math.max(0, next - now), look), fire);
    seen = Math.max(seen, now);
  };
  const fire = (): void => {
    cancel = undefined;
    const now = clock.now().getTime();
    // Else everything would wait until the clock is again where it was, which may be years.
    const setBack = now < seen - look;
    seen = now;
    const due = [...waiting].filter((alarm) => setBack || alarm.time <= now).sort((a, b) => a.time - b.time);
    for (const alarm of due) waiting.delete(alarm);
    for (const alarm of due) alarm.fn();
    arm();
  };
  return {
    at(time, fn) {
      const alarm = { time, fn };
      waiting.add(alarm);
      arm();
      return () => {
        if (waiting.delete(alarm)) arm();
      };
    },
    stop() {
      waiting.clear();
      arm();
    },
  };
}
