import { CasementError, type Clock } from "@casement/core";
import { linkSignals, timedOut, timeLimit } from "../graph/time-limit.ts";

/** One reading of a plugin (a page of a feed, a sensor, a discovery) may take this long: waiting for Graph's throttle is part of it. */
export const longestReading: number = 10 * 60_000;

export interface ReadingTimeOptions {
  readonly clock: Clock;
  /** Aborts when the account closes. */
  readonly signal: AbortSignal;
  readonly plugin: string;
  /** For the message: `its sensor "birthdays"`. */
  readonly what: string;
}

/**
 * Runs a reading of a plugin, and lets go of one that hangs: the rest of the hub must not wait for it. `signal` aborts then, so that
 * what it still does comes to nothing. Throws `timeout`, naming the plugin.
 */
export async function withinReadingTime<T>(options: ReadingTimeOptions, read: (signal: AbortSignal) => Promise<T>): Promise<T> {
  const { clock, plugin, what } = options;
  const late = new AbortController();
  const { signal, unlink } = linkSignals(options.signal, late.signal);
  try {
    const result = await timeLimit(clock, longestReading, options.signal, () => read(signal));
    if (result !== timedOut) return result;
    const message = `Plugin "${plugin}" did not finish reading ${what} within ${longestReading / 60_000} minutes and was given up; it is asked again. If this repeats, report it to the plugin's author.`;
    const error = new CasementError("timeout", message, { details: { plugin } });
    late.abort(error);
    throw error;
  } finally {
    unlink();
  }
}
