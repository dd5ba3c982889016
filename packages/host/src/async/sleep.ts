import type { Clock } from "@casement/core";

/** Waits for `ms`. Rejects with the signal's reason on abort. */
export type SleepFunction = (ms: number, signal: AbortSignal) => Promise<void>;

/** Sleepers that are due at the same time wake in the same event-loop turn, so that requests delayed together share a batch again. */
export function createSleep(clock: Clock): SleepFunction {
  const alarms = new Map<number, { readonly sleepers: Set<() => void>; cancel(): void }>();
  const alarmAt = (due: number, ms: number) => {
    const known = alarms.get(due);
    if (known) return known;
    const sleepers = new Set<() => void>();
    const stop = clock.after(ms, () => {
      alarms.delete(due);
      for (const wake of sleepers) wake();
    });
    const cancel = () => {
      alarms.delete(due);
      stop();
    };
    const alarm = { sleepers, cancel };
    alarms.set(due, alarm);
    return alarm;
  };
  return (ms, signal) =>
    new Promise((resolve, reject) => {
      if (signal.aborted) return reject(signal.reason);
      const alarm = alarmAt(clock.now().getTime() + ms, ms);
      const wake = () => {
        signal.removeEventListener("abort", leave);
        resolve();
      };
      const leave = () => {
        signal.removeEventListener("abort", leave);
        alarm.sleepers.delete(wake);
        if (alarm.sleepers.size === 0) alarm.cancel();
        reject(signal.reason);
      };
      alarm.sleepers.add(wake);
      signal.addEventListener("abort", leave);
    });
}
