import type { Clock } from "@casement/core";
import TinyQueue from "tinyqueue";

/** Alarms by wall-clock time. They work across suspend, clock changes and distant dates. */
export interface Alarms {
  /**
   * Calls `fn` once when `time` (ms since 1970) is reached, or when the clock was set back; `fn` must then check the time. Returns a function
   * that cancels the alarm. Alarms for the same time are called in the order in which they were set.
   */
  at(time: number, fn: () => void): () => void;
  stop(): void;
}

interface Alarm {
  readonly time: number;
  readonly order: number;
  /** Undefined after it was called or canceled. A canceled alarm stays in the queue until it is the first, or one of too many. */
  fn: (() => void) | undefined;
}

/** Longest timer (ms). A jump of the clock is noticed within this time. */
const maxTimerMs = 15_000;
/** As many canceled alarms as this may stay in the queue, or as many as there are others. */
const maxCanceled = 64;

const byTime = (a: Alarm, b: Alarm): number => a.time - b.time || a.order - b.order;

/** Creates alarms that share one timer. Setting and canceling one takes logarithmic time: a thousand accounts have some ten thousand alarms. */
export function createAlarms(clock: Clock): Alarms {
  let queue = new TinyQueue<Alarm>([], byTime);
  /** At least as many as are in the queue. */
  let canceled = 0;
  let order = 0;
  let cancelTimer: (() => void) | undefined;
  let armedFor = Number.POSITIVE_INFINITY;
  let lastSeenTime = Number.NEGATIVE_INFINITY;

  const first = (): Alarm | undefined => {
    while (queue.peek()?.fn === undefined && queue.pop() !== undefined) canceled--;
    return queue.peek();
  };
  const arm = (): void => {
    const next = first()?.time ?? Number.POSITIVE_INFINITY;
    if (cancelTimer && next === armedFor) return;
    cancelTimer?.();
    cancelTimer = undefined;
    armedFor = next;
    const now = clock.now().getTime();
    if (queue.length > 0) cancelTimer = clock.after(Math.min(Math.max(0, next - now), maxTimerMs), fire);
    lastSeenTime = Math.max(lastSeenTime, now);
  };
  const fire = (): void => {
    cancelTimer = undefined;
    const now = clock.now().getTime();
    // Otherwise all alarms would wait until the clock reaches its old time again.
    const wasSetBack = now < lastSeenTime - maxTimerMs;
    lastSeenTime = now;
    const due: Alarm[] = [];
    for (let alarm = first(); alarm && (wasSetBack || alarm.time <= now); alarm = first()) due.push(queue.pop()!);
    for (const alarm of due) call(alarm);
    arm();
  };
  const call = (alarm: Alarm): void => {
    const { fn } = alarm;
    alarm.fn = undefined;
    fn?.();
  };
  const dropCanceled = (): void => {
    queue = new TinyQueue(
      queue.data.filter(({ fn }) => fn),
      byTime,
    );
    canceled = 0;
  };
  return {
    at(time, fn) {
      const alarm: Alarm = { time, order: order++, fn };
      queue.push(alarm);
      if (queue.peek() === alarm || !cancelTimer) arm();
      return () => {
        if (!alarm.fn) return;
        alarm.fn = undefined;
        canceled++;
        if (canceled > maxCanceled && canceled > queue.length / 2) dropCanceled();
        if (alarm.time === armedFor) arm();
      };
    },
    stop() {
      queue = new TinyQueue<Alarm>([], byTime);
      canceled = 0;
      arm();
    },
  };
}
