/** Numbers and texts that look random and are the same in every run. */
export interface RepeatableRandom {
  /** A whole number from 0 to `limit` - 1. */
  below(limit: number): number;
  /** Letters that hardly compress. */
  text(length: number): string;
}

const letters = "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789-_";

/** Park and Miller's generator: "Random number generators: good ones are hard to find", Communications of the ACM 31 (1988). */
export function createRandom(seed: number): RepeatableRandom {
  let last = seed;
  const below = (limit: number): number => {
    last = (last * 48_271) % 2_147_483_647;
    return last % limit;
  };
  return { below, text: (length) => Array.from({ length }, () => letters[below(letters.length)]).join("") };
}
