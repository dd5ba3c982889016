import { CasementError, dayMs, type Feed, parseDuration, shortestIntervalMs } from "@casement/core";
import type { PluginEnvironment } from "./plugin-environment.ts";

/**
 * The interval of a feed or of a sensor without a feed (ms): the configured one, the plugin's, or else once a day.
 * @throws CasementError `plugin-invalid` when the plugin's function did not return a duration
 */
export function intervalOf(
  { plugin, config, every }: PluginEnvironment,
  part: "feeds" | "sensors",
  name: string,
  spec: Pick<Feed<any, any, any, any>, "every">,
): number {
  const interval = every[name] ?? (typeof spec.every === "function" ? spec.every(config) : spec.every);
  if (interval === undefined) return dayMs;
  const ms = parseDuration(interval) ?? 0;
  if (ms >= shortestIntervalMs) return ms;
  throw new CasementError(
    "plugin-invalid",
    `Plugin "${plugin.id}": ${part}.${name}.every did not return a duration of at least ${shortestIntervalMs / 1_000}s such as "5m".`,
  );
}
