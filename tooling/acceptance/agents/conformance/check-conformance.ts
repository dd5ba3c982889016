import assert from "node:assert/strict";
import { readdir, readFile } from "node:fs/promises";
import { join } from "node:path";
import type { DemoHousehold } from "../../harness/demo-household.ts";
import { runToEnd } from "../../harness/programs.ts";
import type { AcceptanceRun } from "../../harness/run-acceptance.ts";
import { conformanceProgramOf, nodeProgramOf } from "../install-agent-programs.ts";
import { notApplicable, specRevisions } from "./not-applicable.ts";
import { addToken } from "./with-token.ts";

interface ConformanceCheck {
  readonly id: string;
  readonly status: string;
  readonly errorMessage?: string;
}

/** Runs the official conformance suite in both eras. Every check passes, except those that need the suite's own example server. */
export async function checkConformance(installed: string, { folder, ok, keep }: AcceptanceRun, household: DemoHousehold): Promise<void> {
  await using proxy = await addToken(household.address, await household.token());
  const excused = new Set(Object.values(notApplicable).flat());
  const used = new Set<string>();
  const conformance: Record<string, { readonly passed: number; readonly notApplicable: number }> = {};
  for (const revision of specRevisions) {
    const results = join(folder, `conformance-${revision}`);
    const args = [conformanceProgramOf(installed), "server", "--url", `${proxy.address}/mcp`, "--requirements", revision, "-o", results];
    const { output } = await runToEnd(nodeProgramOf(installed), args, { cwd: installed, seconds: 100 });
    const scenarios = await readScenarios(results, output);
    const failures: string[] = [];
    let passed = 0;
    for (const [scenario, checks] of scenarios) {
      const failed = checks.filter(({ status }) => status === "FAILURE");
      const unexpected = failed.filter(({ id }) => {
        const excuse = [scenario, `${scenario}:${id}`].find((name) => excused.has(name));
        if (excuse !== undefined) used.add(excuse);
        return excuse === undefined;
      });
      failures.push(...unexpected.map(({ id, errorMessage }) => `${scenario} ${id}: ${errorMessage ?? ""}`));
      if (failed.length === 0) passed++;
    }
    assert.deepEqual(failures, [], `checks of revision ${revision} fail`);
    conformance[revision] = { passed, notApplicable: scenarios.size - passed };
    ok(`conformance ${revision}: ${passed} scenarios pass, ${scenarios.size - passed} do not apply`);
  }
  const passing = [...excused].filter((name) => !used.has(name));
  assert.deepEqual(passing, [], "these pass, so they must not be listed as not applicable");
  keep({ conformance });
}

/** The checks of each scenario that ran. */
async function readScenarios(results: string, output: string): Promise<ReadonlyMap<string, readonly ConformanceCheck[]>> {
  const folders = await readdir(results).catch(() => []);
  assert.ok(folders.length > 0, `the conformance suite did not run:\n${output.slice(-2_000)}`);
  const read = async (folder: string): Promise<[string, readonly ConformanceCheck[]]> => {
    const [, scenario = folder] = /^server-(.+)-\d{4}-\d\d-\d\dT/.exec(folder) ?? [];
    return [scenario, JSON.parse(await readFile(join(results, folder, "checks.json"), "utf8"))];
  };
  return new Map(await Promise.all(folders.map(read)));
}
