/** Resolves when the caller may go on. */
export type WaitInQueue = () => Promise<void>;

/** Iterations of the event loop in a row that can be put off. */
const maxPutOff = 1_000;

/**
 * Lets `count` callers go on in each iteration of the event loop, first come, first served, so that others are served in between. `isPutOff`: whether
 * something else is more urgent now.
 */
export function createEventLoopQueue(count: number, isPutOff: () => boolean = () => false): WaitInQueue {
  const waiting: (() => void)[] = [];
  let putOff = 0;
  const next = (): void => {
    putOff = isPutOff() && putOff < maxPutOff ? putOff + 1 : 0;
    if (putOff === 0) for (const goOn of waiting.splice(0, count)) goOn();
    if (waiting.length > 0) setImmediate(next);
  };
  return () =>
    new Promise((resolve) => {
      if (waiting.push(resolve) === 1) setImmediate(next);
    });
}
