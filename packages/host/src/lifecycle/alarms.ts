import type { Clock } from "@casement/core";

/** Alarms by wall-clock time. They work across suspend, clock changes and distant dates. */
export interface Alarms {
  /**
   * Calls `fn` once when `time` (ms since 1970) is reached, or when the clock was set back; `fn` must then check the time. Returns a function
   * that cancels the alarm.
   */
  at(time: number, fn: () => void): () => void;
  stop(): void;
}

/** Longest timer (ms). A jump of the clock is noticed within this time. */
const maxTimerMs = 15_000;

export function createAlarms(clock: Clock): Alarms {
  const pending = new Set<{ time: number; fn: () => void }>();
  let cancel: (() => void) | undefined;
  let armedFor = Number.POSITIVE_INFINITY;
  let lastSeenTime = Number.NEGATIVE_INFINITY;

  const arm = (): void => {
    const next = Math.min(...[...pending].map((alarm) => alarm.time));
    if (cancel && next === armedFor) return;
    cancel?.();
    cancel = undefined;
    armedFor = next;
    const now = clock.now().getTime();
    if (pending.size > 0) cancel = clock.after(Math.min(Math.max(0, next - now), maxTimerMs), fire);
    lastSeenTime = Math.max(lastSeenTime, now);
  };
  const fire = (): void => {
    cancel = undefined;
    const now = clock.now().getTime();
    // Otherwise all alarms would wait until the clock reaches its old time again.
    const wasSetBack = now < lastSeenTime - maxTimerMs;
    lastSeenTime = now;
    const due = [...pending].filter((alarm) => wasSetBack || alarm.time <= now).sort((a, b) => a.time - b.time);
    for (const alarm of due) pending.delete(alarm);
    for (const alarm of due) alarm.fn();
    arm();
  };
  return {
    at(time, fn) {
      const alarm = { time, fn };
      pending.add(alarm);
      arm();
      return () => {
        if (pending.delete(alarm)) arm();
      };
    },
    stop() {
      pending.clear();
      arm();
    },
  };
}
