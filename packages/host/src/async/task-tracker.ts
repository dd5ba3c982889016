/** Tracks running tasks, so that `stop` and tests can wait for them. */
export interface TaskTracker {
  run<T>(task: () => Promise<T>): Promise<T>;
  /** Resolves when no task is running, including tasks that running tasks start. */
  settled(): Promise<void>;
}

export function createTaskTracker(): TaskTracker {
  const running = new Set<Promise<unknown>>();
  return {
    run(task) {
      const promise = task();
      running.add(promise);
      const done = (): void => void running.delete(promise);
      promise.then(done, done);
      return promise;
    },
    async settled() {
      while (running.size > 0) await Promise.allSettled(running);
    },
  };
}
