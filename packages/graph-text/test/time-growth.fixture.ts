/**
 * How many times as long a function takes for sixteen times the text: about 16 if its time is linear in the length, 256 if it is quadratic.
 * Takes the fastest of several runs, so that other work of the machine matters little.
 */
export function timeGrowth(run: (text: string) => unknown, textOf: (length: number) => string, length: number): number {
  const [short, long] = [textOf(length), textOf(16 * length)];
  const fastest = (text: string, runs: number): number => {
    const times = Array.from({ length: runs }, () => {
      const began = performance.now();
      run(text);
      return performance.now() - began;
    });
    return Math.min(...times);
  };
  // Both are compiled by the engine before they count.
  run(short);
  return fastest(long, 3) / Math.max(fastest(short, 10), noise);
}

/** Between linear and quadratic. */
export const linearGrowth = 100;

/** Shorter times are not worth comparing (ms). */
const noise = 2;
