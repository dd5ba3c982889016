/** Knows what is running, so that stopping and tests can wait for it. */
export interface Work {
  run<T>(task: () => Promise<T>): Promise<T>;
  /** Resolves when nothing runs any more, counting what the running work starts. */
  settled(): Promise<void>;
}

export function createWork(): Work {
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
