// `npx pnpm@12 bench:dashboard`: what a month of 2,000 events costs the browser, beside a month of 20 in the same run. Writes RESULTS-DASHBOARD.md.
import { mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { describeMachine } from "../describe-machine.ts";
import { type MonthFigures, runMonthBench } from "./month-bench.ts";

/** How many times as long as the month of 20 events the other may take: it has a hundred times as many. */
const goals = { show: 4, print: 10 };

const folder = await mkdtemp(join(tmpdir(), "casement-bench-dashboard-"));
try {
  const [few, many] = (await runMonthBench(folder)) as [MonthFigures, MonthFigures];
  const ratio = (name: keyof typeof goals): number => many[name] / few[name];
  const row = (title: string, name: keyof typeof goals): string =>
    `| ${title} | ${few[name].toFixed(0)} ms | ${many[name].toFixed(0)} ms | ${ratio(name).toFixed(1)} | ${goals[name]} |`;
  const table = [
    "| | 20 events | 2,000 events | times | goal |",
    "|---|--:|--:|--:|--:|",
    row("Show the month", "show"),
    row("Print the month", "print"),
  ];
  const text = `# Dashboard\n\nWritten by \`npx pnpm@12 bench:dashboard\`. ${describeMachine()}.\n\nA month in Chromium, with the calls that read it. Paper has at most 600 events of a month, and says how many others a day has.\n\n${table.join("\n")}\n`;
  console.log(text);
  await writeFile(new URL("../RESULTS-DASHBOARD.md", import.meta.url), text);
  for (const name of ["show", "print"] as const) {
    if (ratio(name) <= goals[name]) continue;
    process.exitCode = 1;
    console.error(`Missed goal: to ${name} a month of 2,000 events takes ${ratio(name).toFixed(1)} times as long as one of 20.`);
  }
} finally {
  await rm(folder, { recursive: true, force: true });
}
