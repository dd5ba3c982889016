/** A fair limit on the number of concurrent operations. */
export interface Semaphore {
  /**
   * Waits for a permit, first come, first served. Resolves with a function that releases it; call it once. `max`: also takes further permits
   * that are free at that moment, up to `max` in total, without waiting for them.
   */
  acquire(signal: AbortSignal, max?: number): Promise<() => void>;
}

export function createSemaphore(count: number): Semaphore {
  let free = count;
  const queue: (() => void)[] = [];
  const grant = (max: number) => {
    const taken = Math.min(free, Math.max(max, 1));
    free -= taken;
    return () => {
      free += taken;
      while (free > 0 && queue.length > 0) queue.shift()!();
    };
  };
  return {
    acquire(signal, max = 1) {
      if (signal.aborted) return Promise.reject(signal.reason);
      if (free > 0) return Promise.resolve(grant(max));
      return new Promise((resolve, reject) => {
        const onFree = () => {
          signal.removeEventListener("abort", onAbort);
          resolve(grant(max));
        };
        const onAbort = () => {
          queue.splice(queue.indexOf(onFree), 1);
          signal.removeEventListener("abort", onAbort);
          reject(signal.reason);
        };
        queue.push(onFree);
        signal.addEventListener("abort", onAbort);
      });
    },
  };
}
