import { CasementError, type Clock } from "@casement/core";
import { linkSignals, timedOut, withTimeout } from "../graph/with-timeout.ts";

/** Timeout of one read by a plugin (a page, a sensor, a discovery), including waits for Graph's throttling (ms). */
export const maxReadMs: number = 10 * 60_000;

export interface ReadTimeoutOptions {
  readonly clock: Clock;
  /** Aborts when the account closes. */
  readonly signal: AbortSignal;
  readonly plugin: string;
  /** What is read, for the error message: `its sensor "birthdays"`. */
  readonly readWhat: string;
}

/**
 * Runs a read by a plugin with a timeout, so that a hanging plugin does not block the rest of the hub. On timeout, aborts the signal that
 * `read` got, which also stops its requests.
 * @throws CasementError `timeout`
 */
export async function withReadTimeout<T>(options: ReadTimeoutOptions, read: (signal: AbortSignal) => Promise<T>): Promise<T> {
  const { clock, plugin, readWhat } = options;
  const timeout = new AbortController();
  const { signal, unlink } = linkSignals(options.signal, timeout.signal);
  try {
    const result = await withTimeout(clock, maxReadMs, options.signal, () => read(signal));
    if (result !== timedOut) return result;
    const message = `Plugin "${plugin}" did not finish reading ${readWhat} within ${maxReadMs / 60_000} minutes, so the read was aborted. Casement retries automatically. If this happens again, report it to the plugin's author.`;
    const error = new CasementError("timeout", message, { details: { plugin } });
    timeout.abort(error);
    throw error;
  } finally {
    unlink();
  }
}
