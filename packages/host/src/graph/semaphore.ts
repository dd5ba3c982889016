/** A fair limit on how many things run at a time. */
export interface Semaphore {
  /**
   * Waits for a free slot, first come first served. Call the result once to give it back. `most`: with it come as many more as are free
   * at that moment, up to so many in all; who does several things at a time leaves the fewer to others, and waits for nobody longer.
   */
  acquire(signal: AbortSignal, most?: number): Promise<() => void>;
}

export function createSemaphore(count: number): Semaphore {
  let free = count;
  const queue: (() => void)[] = [];
  const grant = (most: number) => {
    const taken = Math.min(free, Math.max(most, 1));
    free -= taken;
    return () => {
      free += taken;
      while (free > 0 && queue.length > 0) queue.shift()!();
    };
  };
  return {
    acquire(signal, most = 1) {
      if (signal.aborted) return Promise.reject(signal.reason);
      if (free > 0) return Promise.resolve(grant(most));
      return new Promise((resolve, reject) => {
        const onFree = () => {
          signal.removeEventListener("abort", onAbort);
          resolve(grant(most));
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
