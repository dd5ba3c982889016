import type { FaultRule } from "../harness/fault-proxy.ts";
import { type ChangeKind, newKinds } from "../harness/outside-changes.ts";
import { pauseFor } from "../harness/pause-for.ts";
import type { RunningHousehold } from "../harness/running-household.ts";
import type { FaultScenario, ScenarioNeed } from "./fault-scenario.ts";

/** A fault between hub and Microsoft that begins, lasts and ends, while changes are made. */
export interface ObservedFault {
  readonly name: string;
  readonly rule?: FaultRule;
  readonly start?: (household: RunningHousehold) => void | Promise<void>;
  readonly stop?: (household: RunningHousehold) => void | Promise<void>;
  /** Seconds. Default: 17, so that every sensor is due once; with `noticed` 50, because a sensor may take its interval plus 30 s. */
  readonly lasts?: number;
  /** Seconds that the hub may take to recover. Default: 90. */
  readonly recovers?: number;
  /** Default: one of each kind. */
  readonly changes?: readonly ChangeKind[];
  /** The sensors stay fresh all the time. */
  readonly unnoticed?: true;
  /** The sensors become stale while it lasts. */
  readonly noticed?: true;
  /** At most this many requests while it lasts. */
  readonly maxRequests?: number;
  readonly quick?: true;
  readonly needs?: readonly ScenarioNeed[];
  readonly byDesign?: string;
  /** More that must be true while the fault lasts, at its end. */
  readonly inspect?: (household: RunningHousehold, check: (isTrue: boolean, fault: string) => void) => Promise<void>;
}

/** The scenario of a fault, on the household of its group. */
export function observeFault(fault: ObservedFault): FaultScenario {
  const { name, rule, start, stop, recovers = 90, changes = newKinds, unnoticed, noticed, maxRequests, inspect } = fault;
  const { lasts = fault.noticed ? 50 : 17 } = fault;
  return {
    name,
    ...(fault.needs && { needs: fault.needs }),
    ...(fault.quick && { quick: true }),
    ...(fault.byDesign !== undefined && { byDesign: fault.byDesign }),
    async run(run) {
      const household = await run.shared();
      const { proxy, hub } = household;
      const states = new Map((await hub.sensors()).map(({ id, state }) => [id, state]));
      const requests = proxy.total();
      const tokens = proxy.tokenRequests();
      proxy.rule = rule;
      await start?.(household);
      await household.changes.make(...changes);
      let mostStale = 0;
      let slowest = 0;
      const emptied = new Set<string>();
      for (const begun = Date.now(); Date.now() - begun < lasts * 1_000; await pauseFor(700)) {
        const { ms, status, body } = await hub.api("GET", "/api/v1/sensors");
        slowest = Math.max(slowest, ms);
        if (status !== 200) continue;
        const sensors: { id: string; stale: boolean; state: unknown; gone?: boolean }[] = body.sensors;
        mostStale = Math.max(mostStale, sensors.filter(({ stale, gone }) => stale && !gone).length);
        for (const { id, state } of sensors) if (state === undefined && states.get(id) !== undefined) emptied.add(id);
      }
      const sent = proxy.total() - requests;
      await inspect?.(household, run.check);
      proxy.rule = undefined;
      await stop?.(household);
      run.remark(`${mostStale} stale, ${sent} requests, ${proxy.tokenRequests() - tokens} of them for tokens`);
      run.check(slowest < 3_000 * run.factor, `the API took ${Math.round(slowest)} ms`);
      run.check(emptied.size === 0, `${emptied.size} sensors lost their last state`);
      if (unnoticed) run.check(mostStale === 0, `${mostStale} sensors became stale`);
      if (noticed) run.check(mostStale > 0, "no sensor became stale");
      if (maxRequests !== undefined) run.check(sent <= maxRequests, `${sent} requests, more than ${maxRequests}`);
      await run.settle(household, { seconds: recovers });
    },
  };
}
