import { createScenarioRun } from "./create-scenario-run.ts";
import { openHousehold, type RunningHousehold } from "./harness/running-household.ts";
import type { ScenarioResult } from "./scenario-result.ts";
import type { ScenarioGroup, ScenarioNeed } from "./scenarios/fault-scenario.ts";

export interface CampaignOptions {
  readonly folder: string;
  /** Multiplies limits of time. */
  readonly factor: number;
  /** What is missing on this machine. */
  readonly missing: ReadonlySet<ScenarioNeed>;
  /** Called after each scenario. */
  onResult(result: ScenarioResult): Promise<void>;
}

/** Why a scenario is skipped whose need is missing. */
const reasons: Readonly<Record<ScenarioNeed, string>> = {
  mosquitto: "mosquitto is not installed",
  openssl: "openssl is not installed",
  faketime: "faketime is not installed",
  mount: "this process must not mount file systems",
};

/** Runs the scenarios of all groups, one after another. */
export async function runScenarios(groups: readonly ScenarioGroup[], options: CampaignOptions): Promise<void> {
  for (const group of groups) {
    let shared: RunningHousehold | undefined;
    for (const scenario of group.scenarios) {
      const begun = Date.now();
      const { name, needs = [] } = scenario;
      const folder = `${options.folder}/${group.name}-${name}`;
      const recorded = createScenarioRun(scenario, folder, options.factor, async () => {
        shared ??= await openHousehold(`${group.name}${begun % 1_000_000}`, `${folder}/shared`, options.factor, group.shared);
        return shared;
      });
      const lacking = [...(group.needs ?? []), ...needs].filter((need) => options.missing.has(need));
      if (lacking.length === 0) await scenario.run(recorded.run).catch(recorded.fail);
      const result = recorded.result(group.name, (Date.now() - begun) / 1_000);
      const final = { ...result, skipped: lacking.length > 0 ? lacking.map((need) => reasons[need]).join(", ") : undefined };
      await options.onResult(final);
      await recorded.close();
      shared?.ledger.clear();
      const isWhole = final.recovered && final.lost.length + final.doubled.length === 0 && shared?.hub.isAlive() !== false;
      if (shared && !isWhole) {
        await shared.close();
        shared = undefined;
      }
    }
    await shared?.close();
  }
}
