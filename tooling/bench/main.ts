// `npx pnpm@12 bench`, after a build: measures the cost of a household and of the hub. Writes RESULTS.md beside this file.
import { writeFile } from "node:fs/promises";
import { cpus, loadavg, totalmem } from "node:os";
import { fileURLToPath } from "node:url";
import { formatHouseholdFigures, missedGoalsOf, runHouseholdBench } from "./household/household-bench.ts";
import { formatHubFigures, runHubBench } from "./hub/hub-bench.ts";

const root = fileURLToPath(new URL("../../", import.meta.url));
const [only] = process.argv.slice(2);

const texts: string[] = [];
if (only !== "hub") {
  const figures = await runHouseholdBench();
  texts.push(formatHouseholdFigures(figures));
  for (const missed of missedGoalsOf(figures)) {
    process.exitCode = 1;
    console.error(`Missed goal: ${missed}.`);
  }
}
if (only !== "household") texts.push(formatHubFigures(await runHubBench(root)));

const [core] = cpus();
const machine = [
  `${new Date().toISOString().slice(0, 10)}`,
  `${cpus().length} cores (${core?.model.trim() ?? "unknown"})`,
  `${Math.round(totalmem() / 2 ** 30)} GiB`,
  `load ${loadavg()[0]?.toFixed(1)}`,
  `${process.platform} ${process.arch}`,
  `Node ${process.versions.node}`,
];
const text = [`# Results\n\nWritten by \`npx pnpm@12 bench\`. ${machine.join(", ")}.`, ...texts, ""].join("\n\n").replace(/\n+$/, "\n");
console.log(text);
if (only === undefined) await writeFile(new URL("RESULTS.md", import.meta.url), text);
