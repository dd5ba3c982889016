import { CasementError } from "@casement/core";
import { withTimeout } from "../async/with-timeout.ts";
import { freshnessGraceMs, scheduledIntervalMs } from "../feeds/scheduler.ts";
import type { PluginEnvironment } from "./plugin-environment.ts";

/** Longest timeout of one read by a plugin (a page, a sensor, a discovery), including waits for Graph's throttling (ms). */
const maxReadMs = 10 * 60_000;

/** The timeout of a read that is repeated at this interval (ms): its value is then stale, and the next read may do better. */
const timeoutOf = (every: number): number => Math.min(scheduledIntervalMs(every) + freshnessGraceMs, maxReadMs);

/**
 * Runs a read by a plugin with a timeout, so that a hanging plugin does not block the rest of the hub. On timeout, aborts the signal that
 * `read` got, which also stops its requests. `readWhat` is for the error message: `its sensor "birthdays"`. `every`: interval (ms).
 * @throws CasementError `timeout`
 */
export function withReadTimeout<T>(
  { account, plugin: { id: plugin } }: Pick<PluginEnvironment, "account" | "plugin">,
  { readWhat, every }: { readonly readWhat: string; readonly every: number },
  read: (signal: AbortSignal) => Promise<T>,
): Promise<T> {
  const ms = timeoutOf(every);
  const message = `Plugin "${plugin}" did not finish reading ${readWhat} within ${ms / 1_000} s, so the read was aborted. Casement retries automatically. Check the network connection. If only this plugin is affected, report it to the plugin's author.`;
  return withTimeout(account.clock, ms, account.signal, read, () => new CasementError("timeout", message, { details: { plugin } }));
}
