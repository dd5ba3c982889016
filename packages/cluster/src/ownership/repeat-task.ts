import type { Clock } from "@casement/core";

/** A task that runs again and again, never twice at the same time. */
export interface RepeatedTask {
  start(): void;
  /** Runs it as soon as the current run has ended. */
  now(): Promise<void>;
  stop(): void;
}

/** `task` returns when it runs again (ms). `late`: by how much this run was delayed, because something held the process up. */
export function repeatTask(clock: Clock, task: (late: number) => Promise<number>): RepeatedTask {
  let isStopped = false;
  let cancel = (): void => {};
  let running: Promise<void> = Promise.resolve();
  const runAfter = (pause: number): void => {
    const dueAt = performance.now() + pause;
    cancel = clock.after(pause, () => begin(performance.now() - dueAt));
  };
  const begin = (late: number): void => {
    running = task(late).then((pause) => {
      if (!isStopped) runAfter(pause);
    });
  };
  return {
    start: () => begin(0),
    async now() {
      await running;
      if (isStopped) return;
      cancel();
      begin(0);
      await running;
    },
    stop() {
      isStopped = true;
      cancel();
    },
  };
}
