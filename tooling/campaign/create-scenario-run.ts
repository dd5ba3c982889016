import { mkdirSync } from "node:fs";
import { type HouseholdOptions, openHousehold, type RunningHousehold } from "./harness/running-household.ts";
import { secondsUntil } from "./harness/seconds-until.ts";
import type { ScenarioResult } from "./scenario-result.ts";
import type { FaultScenario, ScenarioRun } from "./scenarios/fault-scenario.ts";

export interface RecordedRun {
  readonly run: ScenarioRun;
  fail(error: Error): void;
  result(group: string, took: number): ScenarioResult;
  close(): Promise<void>;
}

const secrets =
  /eyJ[A-Za-z0-9_-]{20,}|Bearer [A-Za-z0-9]|campaign-token|mk-[a-z0-9]+-|@(?:harbour-lane|post|sender|elsewhere)\.example|refresh_token|client_secret=/;

/** Counts what one scenario reports. */
export function createScenarioRun(
  { name, byDesign }: FaultScenario,
  folder: string,
  factor: number,
  shared: () => Promise<RunningHousehold>,
): RecordedRun {
  mkdirSync(folder, { recursive: true });
  const lost: string[] = [];
  const doubled: string[] = [];
  const faults: string[] = [];
  const remarks: string[] = [];
  const cleanUps: (() => void | Promise<void>)[] = [];
  let expected = 0;
  let recovered = true;
  let seconds: number | undefined;
  let households = 0;

  const run: ScenarioRun = {
    folder,
    factor,
    shared,
    async open(options?: HouseholdOptions) {
      const household = await openHousehold(`${name}${households++}`, `${folder}/${households}`, factor, options);
      cleanUps.push(household.close);
      return household;
    },
    cleanUp: (work) => void cleanUps.push(work),
    check(isTrue, fault) {
      if (!isTrue) faults.push(fault);
    },
    async settle(household, { seconds: limit = 60, fresh = true } = {}) {
      const begun = Date.now();
      const announced = await household.announced(limit);
      const isFresh = fresh ? await household.fresh(Math.max(10, limit - (Date.now() - begun) / 1_000)) : 0;
      if (announced === undefined || isFresh === undefined) recovered = false;
      else seconds = Math.max(seconds ?? 0, (Date.now() - begun) / 1_000);
      if (isFresh === undefined) remarks.push(`not fresh: ${await staleSensors(household)}`);
      const { ledger, stream } = household;
      const journal = ledger.compare(await household.journal().catch(() => []));
      expected += journal.expected;
      lost.push(...journal.lost);
      doubled.push(...journal.doubled);
      if (journal.invented.length > 0) faults.push(`${journal.invented.length} events without a change: ${journal.invented[0]}`);
      // What the journal has must also have come by SSE and MQTT.
      const missingBy = async (events: Parameters<typeof ledger.compare>[0]) => {
        const missing = () => ledger.compare(events).lost.filter((key) => !journal.lost.includes(key));
        await secondsUntil(20 * factor, () => missing().length === 0);
        return missing();
      };
      lost.push(...(await missingBy(stream.events)).map((key) => `SSE ${key}`));
      if (household.hasBroker) lost.push(...(await missingBy(household.listener.events)).map((key) => `MQTT ${key}`));
      if (!household.hub.isAlive()) faults.push(`the hub ended with ${JSON.stringify(household.hub.process()?.end())}`);
      const leak = secrets.exec(household.hub.log())?.[0];
      if (leak) faults.push(`the log has ${leak.slice(0, 30)}`);
    },
    count(add) {
      expected += add.expected ?? 0;
      lost.push(...(add.lost ?? []));
      doubled.push(...(add.doubled ?? []));
    },
    remark: (text) => void remarks.push(text),
  };
  return {
    run,
    fail(error) {
      recovered = false;
      remarks.push(`not run to its end: ${error.message.slice(0, 400)}`);
    },
    result: (group, took) => ({
      ...{ group, name, expected, lost, doubled, recovered, seconds, faults, remarks, byDesign, took },
      skipped: undefined,
    }),
    async close() {
      for (const work of cleanUps.reverse()) await Promise.resolve(work()).catch(() => {});
    },
  };
}

async function staleSensors({ hub }: RunningHousehold): Promise<string> {
  const stale = await hub.sensors().then(
    (sensors) => sensors.filter(({ stale: isStale, state, gone }) => !gone && (isStale || state === undefined)),
    () => [],
  );
  return `${stale.map(({ id }) => id).slice(0, 3)}${stale.length > 3 ? ` and ${stale.length - 3} more` : ""}`;
}
