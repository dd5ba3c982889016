import { execFileSync } from "node:child_process";
import { existsSync } from "node:fs";
import { mkdtemp, readFile, rm, writeFile } from "node:fs/promises";
import { cpus, loadavg, tmpdir } from "node:os";
import { join } from "node:path";
import { campaignReport, lastLineOf, mergeRows, type ReportRow, rowOf, totalsOf } from "./campaign-report.ts";
import { hasFakeClock } from "./harness/fake-clock.ts";
import { hubProgram } from "./harness/hub-process.ts";
import { canMount } from "./harness/small-disk.ts";
import { runScenarios } from "./run-scenarios.ts";
import type { ScenarioNeed } from "./scenarios/fault-scenario.ts";
import { scenarioGroups } from "./scenarios/scenario-groups.ts";

// npx pnpm@12 campaign [group or group/scenario …] [--quick] [--list]

const names = process.argv.slice(2).filter((argument) => !argument.startsWith("--"));
const isQuick = process.argv.includes("--quick");
const groups = scenarioGroups
  .map((group) => ({
    ...group,
    scenarios: group.scenarios.filter(
      ({ name, quick }) =>
        (!isQuick || quick) && (names.length === 0 || names.includes(group.name) || names.includes(`${group.name}/${name}`)),
    ),
  }))
  .filter(({ scenarios }) => scenarios.length > 0);

if (process.argv.includes("--list")) {
  for (const { name, scenarios } of groups)
    for (const scenario of scenarios) console.log(`${name}/${scenario.name}${scenario.quick ? " (quick)" : ""}`);
  process.exit(0);
}
const unknown = names.filter((name) => !groups.some((group) => group.name === name || name.startsWith(`${group.name}/`)));
if (unknown.length > 0 || groups.length === 0) {
  console.error(`No scenario is called ${unknown[0] ?? ""}. --list shows the names.`);
  process.exit(2);
}
if (!existsSync(hubProgram)) {
  console.error("The campaign runs the build. Run `npx pnpm@12 build` first.");
  process.exit(2);
}

const missing = new Set<ScenarioNeed>();
for (const [need, command] of [
  ["mosquitto", "mosquitto"],
  ["openssl", "openssl"],
] as const)
  if (!isInstalled(command)) missing.add(need);
if (!hasFakeClock) missing.add("faketime");
const load = loadavg()[0]!;
const factor = Number(process.env.CAMPAIGN_FACTOR || Math.min(4, Math.max(1, load / cpus().length)));
const folder = await mkdtemp(join(tmpdir(), "casement-campaign-"));
if (!canMount(`${folder}/disk`)) missing.add("mount");
const date = new Date().toISOString().slice(0, 10);
const count = groups.reduce((sum, { scenarios }) => sum + scenarios.length, 0);
console.log(`${count} scenarios. Limits of time are multiplied by ${factor.toFixed(1)}.`);
const reportFile = join(import.meta.dirname, "RESULTS.md");
const allNames = scenarioGroups.flatMap(({ name, scenarios }) => scenarios.map((scenario) => `${name}/${scenario.name}`));
const rows: ReportRow[] = [];
await runScenarios(groups, {
  folder,
  factor,
  missing,
  async onResult(result) {
    const row = rowOf(result, date);
    rows.push(row);
    const [name, , expected, lost, doubled, back, took, remarks] = row;
    if (result.skipped !== undefined) console.log(`SKIPPED campaign ${name}: ${result.skipped}.`);
    else console.log(`${name}: ${expected} expected, ${lost} lost, ${doubled} doubled, back ${back}, took ${took} s. ${remarks}`);
    if (isQuick) return;
    const earlier = await readFile(reportFile, "utf8").catch(() => "");
    await writeFile(reportFile, campaignReport(mergeRows(earlier, rows, allNames), load, factor));
  },
});
const totals = totalsOf(rows);
const isGood = totals.lost + totals.doubled + totals.unrecovered + totals.faulty === 0;
if (isGood) await rm(folder, { recursive: true, force: true, maxRetries: 5 });
else console.log(`The logs are in ${folder}.`);
console.log(`${totals.faulty} scenarios did not meet another expectation.`);
console.log(lastLineOf(totals));
process.exit(isGood ? 0 : 1);

function isInstalled(command: string): boolean {
  try {
    execFileSync("sh", ["-c", `command -v ${command}`], { stdio: "ignore" });
    return true;
  } catch {
    return false;
  }
}
