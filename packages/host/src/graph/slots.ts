/** A fair limit on how many things run at a time. */
export interface Slots {
  /** Waits for a free slot, first come first served. Call the result once to give it back. */
  take(signal: AbortSignal): Promise<() => void>;
}

export function createSlots(count: number): Slots {
  let free = count;
  const queue: (() => void)[] = [];
  const release = () => {
    const next = queue.shift();
    if (next) next();
    else free++;
  };
  return {
    take(signal) {
      if (signal.aborted) return Promise.reject(signal.reason);
      if (free > 0) {
        free--;
        return Promise.resolve(release);
      }
      return new Promise((resolve, reject) => {
        const turn = () => {
          signal.removeEventListener("abort", leave);
          resolve(release);
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
