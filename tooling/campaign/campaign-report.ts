import { cpus, totalmem } from "node:os";
import type { ScenarioResult } from "./scenario-result.ts";

export interface CampaignTotals {
  readonly scenarios: number;
  readonly lost: number;
  readonly doubled: number;
  readonly unrecovered: number;
  /** Scenarios with an expectation that was not met in another way. */
  readonly faulty: number;
}

/** One row of the table: name, date, expected, lost, doubled, back, took, remarks. */
export type ReportRow = readonly string[];

const heading: ReportRow = ["Scenario", "on", "expected", "lost", "doubled", "back, s", "took, s", "remarks"];
const notRecovered = "**no**";
const details = 3;

export function rowOf({ group, name, lost, doubled, recovered, seconds, skipped, ...result }: ScenarioResult, date: string): ReportRow {
  if (skipped !== undefined) return [`${group}/${name}`, date, "", "", "", "", "", `skipped: ${skipped}`];
  const remarks = [
    ...result.faults.map((fault) => `**${fault}**`),
    ...lost.slice(0, details).map((key) => `lost: ${key}`),
    ...doubled.slice(0, details).map((key) => `doubled: ${key}`),
    ...(result.byDesign === undefined ? [] : [result.byDesign]),
    ...result.remarks,
  ];
  const back = recovered ? (seconds?.toFixed(0) ?? "–") : notRecovered;
  const cells = [String(result.expected), String(lost.length), String(doubled.length), back, result.took.toFixed(0)];
  return [`${group}/${name}`, date, ...cells, remarks.join("; ").replace(/\s+/g, " ").replaceAll("|", "/")];
}

export function totalsOf(rows: readonly ReportRow[]): CampaignTotals {
  const run = rows.filter(([, , expected]) => expected !== "");
  const sum = (column: number) => run.reduce((total, row) => total + Number(row[column]), 0);
  return {
    scenarios: run.length,
    lost: sum(3),
    doubled: sum(4),
    unrecovered: run.filter((row) => row[5] === notRecovered).length,
    faulty: run.filter((row) => row[7]!.startsWith("**")).length,
  };
}

export const lastLineOf = ({ scenarios, lost, doubled, unrecovered }: CampaignTotals): string =>
  `campaign: ${scenarios} scenarios, ${lost} lost, ${doubled} doubled, ${unrecovered} not recovered`;

/** The rows of an earlier report, replaced by those of this run, in the order of `names`. */
export function mergeRows(earlier: string, rows: readonly ReportRow[], names: readonly string[]): readonly ReportRow[] {
  const byName = new Map<string, ReportRow>();
  for (const line of earlier.split("\n")) {
    const cells = line.slice(2, -2).split(" | ");
    if (line.startsWith("| ") && cells.length === heading.length) byName.set(cells[0]!, cells);
  }
  for (const row of rows) byName.set(row[0]!, row);
  return names.map((name) => byName.get(name)).filter((row) => row !== undefined);
}

/** RESULTS.md */
export function campaignReport(rows: readonly ReportRow[], load: number, factor: number): string {
  const totals = totalsOf(rows);
  const line = (cells: ReportRow) => `| ${cells.join(" | ")} |`;
  return `# Results

Written by \`npx pnpm@12 campaign\`; a part of the campaign replaces its rows. Last run: ${cpus().length} cores, ${Math.round(totalmem() / 2 ** 30)} GiB, load ${load.toFixed(1)}, ${process.platform} ${process.arch},
Node ${process.versions.node}; limits of time were multiplied by ${factor.toFixed(1)}.

*Expected*: changes that had to be announced, and calls that were counted. *Back*: seconds from the end of the fault until everything was announced
and no sensor was stale. *Took*: the whole scenario. Bold: not as it must be.

${line(heading)}
| --- | --- | --: | --: | --: | --: | --: | --- |
${rows.map(line).join("\n")}

${totals.faulty} scenarios did not meet another expectation.

${lastLineOf(totals)}
`;
}
