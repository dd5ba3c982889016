import { expect, it } from "vitest";
import { figuresSection } from "./figures-section.ts";
import { benchDay, benchRow, campaignTotals, type MeasuredFigures } from "./measured-figures.ts";

const bench = `# Results

Written by \`npx pnpm@12 bench\`.

## Cost of a household

Measured on 2026-11-29, 2 cores.

| | HTTP requests | Graph units |
|---|--:|--:|
| Predecessor | 1,873 | 1,873 |
| **Casement, polling** | 240 | 1,092 |
| **Casement, notifications** | 14 | 86 |

A busy hour:

| | HTTP requests | Graph units |
|---|--:|--:|
| Predecessor | 5 | 5 |
| **Casement, notifications** | 131 | 271 |

## Cost of the hub

Measured on 2026-11-28, 2 cores.

| | ready, s | idle, MB | goal |
|---|--:|--:|---|
| \`casement --help\` | 0.10 |  | 0.25 s |
| **\`casement start\`** | 0.52 | 92 | 0.7 s |

Installed: 37.1 MB of files (57.0 MB on disk), 112 packages. Goal: under 60 MB.
`;
const figures: MeasuredFigures = {
  bench,
  campaign: [
    ["kill/40-times", "2026-11-28", "1527", "0", "0", "6", "134", ""],
    ["disk/full", "2026-11-27", "4", "1", "0", "**no**", "30", "**no problem was reported**"],
    ["clock/ahead", "2026-11-28", "", "", "", "", "", "skipped: faketime is missing"],
  ],
  caldav: { on: "2026-11-26", features: 100, lacking: 26 },
  agents: { on: "2026-11-25", conformance: { "2025-11-25": { passed: 11 }, "2026-07-28": { passed: 16 } } },
  clients: { on: "2026-11-24", checks: 244, clients: ["one", "two"] },
};

it("has a row for each figure, with the command and the day of its run", () => {
  const rows = figuresSection(figures)
    .split("\n")
    .slice(2)
    .map((row) => row.split(" | ").slice(1));
  expect(rows).toEqual([
    ["240 polling, 14 with notifications. The O365 integration: 1,873", "`npx pnpm@12 bench household`", "2026-11-29 |"],
    ["1 of 1,531 lost, 0 doubled; 1 of 2 scenarios recovered", "`npx pnpm@12 campaign`", "2026-11-28 |"],
    ["ready in 0.52 s, 92 MB of memory, 37.1 MB installed in 112 packages", "`npx pnpm@12 bench hub`", "2026-11-28 |"],
    [expect.stringMatching(/^74 of 100 as there or better;/), "`npx pnpm@12 acceptance:caldav`", "2026-11-26 |"],
    [expect.stringMatching(/11 scenarios of 2025-11-25, 16 scenarios of 2026-07-28/), "`npx pnpm@12 acceptance:agents`", "2026-11-25 |"],
    ["2, with 244 operations", "`npx pnpm@12 acceptance:clients`", "2026-11-24 |"],
  ]);
});

it("fails when a figure is missing, and does not take another one", () => {
  const row = "| **Casement, notifications** | 14 | 86 |\n";
  expect(() => benchRow(bench.replace(row, ""), "HTTP requests", "Casement, notifications")).toThrow('no row "Casement, notifications"');
  expect(() => benchRow(bench, "milliseconds", "Predecessor")).toThrow('table with "milliseconds"');
  expect(() => figuresSection({ ...figures, bench: bench.replace("Installed:", "Size:") })).toThrow("does not say what is installed");
  expect(() => benchDay(bench.replace("on 2026-11-28", "today"), "Cost of the hub")).toThrow('when "Cost of the hub" was measured');
});

it("does not count skipped scenarios", () => {
  expect(campaignTotals(figures.campaign)).toMatchObject({ scenarios: 2, expected: 1531, lost: 1, unrecovered: 1, day: "2026-11-28" });
});
