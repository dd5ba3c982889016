import type { Duration } from "@casement/core";

/** Interval of what is read at start, on demand, and once a day. */
export const onceADay: Duration = "24h";

const units: Readonly<Record<string, number>> = { s: 1_000, m: 60_000, h: 3_600_000 };

export function millisecondsOf(duration: Duration): number {
  return Number(duration.slice(0, -1)) * (units[duration.slice(-1)] ?? Number.NaN);
}
