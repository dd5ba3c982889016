const firstDelay = 5_000;
const longestDelay = 60 * 60_000;

/** Milliseconds until the next attempt after `failures` failed ones: 5 s, doubled each time up to an hour, and up to a fifth more or less. */
export function retryDelay(failures: number, random: () => number, retryAfter = 0): number {
  const delay = Math.min(longestDelay, firstDelay * 2 ** Math.min(failures - 1, 20));
  return Math.max(retryAfter, Math.round(delay * (0.8 + 0.4 * random())));
}
