import { mayRead } from "../plugins/call-contexts.ts";
import type { PluginRuntime } from "../plugins/plugin-runtime.ts";
import type { SensorProblem } from "../sensors/live-sensor.ts";

/** The sensors of an account that are out of date, in plain words. */
export interface StaleSensors {
  readonly count: number;
  /** How many sensors there are. */
  readonly all: number;
  readonly message: string;
  /** Why, of one of them. */
  readonly cause: SensorProblem | undefined;
  /** Whether the permissions are why, for all of them: no retry helps. */
  readonly isRefused: boolean;
}

/** After a start or a sign-in, the first reads need time (ms). */
const startTime = 60_000;

/**
 * Which sensors are out of date although the account is signed in. `readingMs`: time since the start or the sign-in. A sensor that waits for
 * its first read counts only after a minute, and not while its plugin reads for the first time. A plugin that waits for approval is no fault.
 */
export function findStaleSensors(plugins: readonly PluginRuntime[], readingMs: number): StaleSensors | undefined {
  let [all, count, refused] = [0, 0, 0];
  const reasons = new Map<string, SensorProblem>();
  for (const plugin of plugins) {
    const { access, waiting } = plugin.environment.report();
    if (waiting.length > 0 && !mayRead(access)) continue;
    const mayWait = readingMs < startTime || plugin.isSyncing;
    for (const sensor of plugin.sensors) {
      const { gone, isStale, problem, isWaiting } = sensor.freshness();
      if (gone) continue;
      all++;
      if (!isStale || (isWaiting && mayWait)) continue;
      count++;
      if (!mayRead(access)) refused++;
      if (problem !== undefined) reasons.set(problem.message, problem);
    }
  }
  if (count === 0) return undefined;
  const [cause] = reasons.values();
  const which = `${count} of ${all} sensors ${count === 1 ? "is" : "are"} out of date`;
  const isRefused = refused === count;
  return {
    count,
    all,
    cause,
    isRefused,
    message: cause === undefined ? `${which}.` : `${which}${reasons.size > 1 ? ", for example" : ""}: ${cause.message}`,
  };
}
