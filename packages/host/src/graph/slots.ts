/** A fair limit on how many things run at a time. */
export interface Slots {
  /**
   * Waits for a free slot, first come first served. Call the result once to give it back. `most`: with it come as many more as are free
   * at that moment, up to so many in all; who does several things at a time leaves the fewer to others, and waits for nobody longer.
   */
  take(signal: AbortSignal, most?: number): Promise<() => void>;
}

export function createSlots(count: number): Slots {
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
    take(signal, most = 1) {
      if (signal.aborted) return Promise.reject(signal.reason);
      if (free > 0) return Promise.resolve(grant(most));
      return new Promise((resolve, reject) => {
        const turn = () => {
          signal.removeEventListener("abort", leave);
          resolve(grant(most));
        };
        const leave = () => {
          queue.splice(queue.indexOf(turn), 1);
          signal.removeEventListener("abort", leave);
          reject(signal.reason);
        };
        queue.push(turn);
        signal.addEventListener("abort", leave);
      });
    },
  };
}
