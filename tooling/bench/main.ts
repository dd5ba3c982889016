// `npx pnpm@12 bench`, after a build: what a household costs, and what the hub costs. Writes RESULTS.md beside this file.
import { writeFile } from "node:fs/promises";
import { cpus, loadavg, totalmem } from "node:os";
import { fileURLToPath } from "node:url";
import { householdText, missedGoals, runHousehold } from "./household/household-bench.ts";
import { hubText, runHub } from "./hub/hub-bench.ts";

const root = fileURLToPath(new URL("../../", import.meta.url));
const [only] = process.argv.slice(2);

const texts: string[] = [];
if (only !== "hub") {
  const figures = await runHousehold();
  texts.push(householdText(figures));
  for (const missed of missedGoals(figures)) {
    process.exitCode = 1;
    console.error(`Missed: ${missed}.`);
  }
}
if (only !== "household") texts.push(hubText(await runHub(root)));

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
