// `npx pnpm@12 bench`, after a build: measures the cost of a household and of the hub. Writes RESULTS.md beside this file.
import { writeFile } from "node:fs/promises";
import { fileURLToPath } from "node:url";
import { describeMachine } from "./describe-machine.ts";
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

const text = [`# Results\n\nWritten by \`npx pnpm@12 bench\`. ${describeMachine()}.`, ...texts, ""].join("\n\n").replace(/\n+$/, "\n");
console.log(text);
if (only === undefined) await writeFile(new URL("RESULTS.md", import.meta.url), text);
