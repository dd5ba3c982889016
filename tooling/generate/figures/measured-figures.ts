import { readFile } from "node:fs/promises";
import { join } from "node:path";
import { mergeRows, type ReportRow, totalsOf } from "../../campaign/campaign-report.ts";
import { readFigures } from "../../figures/run-figures.ts";

/** What the runs have written, as far as the README shows it. */
export interface MeasuredFigures {
  /** `tooling/bench/RESULTS.md` */
  readonly bench: string;
  readonly campaign: readonly ReportRow[];
  readonly caldav: { readonly on: string; readonly features: number; readonly lacking: number };
  readonly agents: { readonly on: string; readonly conformance: Readonly<Record<string, { readonly passed: number }>> };
  readonly clients: { readonly on: string; readonly checks: number; readonly clients: readonly string[] };
}

export async function readMeasuredFigures(root: string): Promise<MeasuredFigures> {
  const campaign = await readFile(join(root, "tooling/campaign/RESULTS.md"), "utf8");
  const names = [...campaign.matchAll(/^\| ([\w-]+\/[\w-]+) \|/gm)].map(([, name]) => name!);
  return {
    bench: await readFile(join(root, "tooling/bench/RESULTS.md"), "utf8"),
    campaign: mergeRows(campaign, [], names),
    caldav: await readFigures("caldav"),
    agents: await readFigures("agents"),
    clients: await readFigures("clients"),
  };
}

/** The cells of the row with this title, without its emphasis, in the first table with this column. @throws Error if there is none */
export function benchRow(bench: string, column: string, title: string): readonly string[] {
  const table = bench.split(/\n{2,}/).find((part) => part.startsWith("|") && part.split("\n")[0]?.includes(`| ${column} |`));
  const rows = (table ?? "").replaceAll("**", "").split("\n");
  const cells = rows.map((row) => row.split("|").map((cell) => cell.trim())).find(([, first]) => first === title);
  if (!cells) throw new Error(`tooling/bench/RESULTS.md has no row "${title}" in its first table with "${column}".`);
  return cells.slice(2, -1);
}

/** The day on which the section with this title was measured. @throws Error if it does not say */
export function benchDay(bench: string, title: string): string {
  const section = bench.split(/^## /m).find((part) => part.startsWith(`${title}\n`)) ?? "";
  const [, day] = /^Measured on (\d{4}-\d\d-\d\d)/m.exec(section) ?? [];
  if (day === undefined) throw new Error(`tooling/bench/RESULTS.md does not say when "${title}" was measured.`);
  return day;
}

/** What was expected, and what went wrong, in all scenarios of the campaign. */
export function campaignTotals(rows: readonly ReportRow[]) {
  const ran = rows.filter(([, , expected]) => expected !== "");
  const days = ran.map(([, day]) => day!).sort();
  return { ...totalsOf(rows), expected: ran.reduce((sum, [, , expected]) => sum + Number(expected), 0), day: days.at(-1) ?? "" };
}
