// `npx pnpm@12 bench`, after a build: measures the cost of a household and of the hub. Writes RESULTS.md beside this file. `bench hub` and
// `bench household` measure one of them, and write its section only.
import { readFile, writeFile } from "node:fs/promises";
import { fileURLToPath } from "node:url";
import { describeMachine } from "./describe-machine.ts";
import { formatHouseholdFigures, missedGoalsOf, runHouseholdBench } from "./household/household-bench.ts";
import { formatHubFigures, runHubBench } from "./hub/hub-bench.ts";

const root = fileURLToPath(new URL("../../", import.meta.url));
const results = new URL("RESULTS.md", import.meta.url);
const [only] = process.argv.slice(2);

const measure = {
  async household(): Promise<string> {
    const figures = await runHouseholdBench();
    for (const missed of missedGoalsOf(figures)) {
      process.exitCode = 1;
      console.error(`Missed goal: ${missed}.`);
    }
    return formatHouseholdFigures(figures);
  },
  hub: async () => formatHubFigures(await runHubBench(root)),
};

const [introduction, ...sections] = (await readFile(results, "utf8")).split(/(?=^## )/m);
for (const [index, part] of (["household", "hub"] as const).entries()) {
  if (only !== undefined && only !== part) continue;
  const [title, ...text] = (await measure[part]()).split("\n");
  sections[index] = `${[title, "", `Measured on ${describeMachine()}.`, ...text].join("\n").trim()}\n\n`;
  console.log(sections[index]);
}
await writeFile(results, `${[introduction, ...sections].join("").trim()}\n`);
// The servers of the hub keep connections open.
process.exit();
