import { expect, it } from "vitest";
import { campaignReport, lastLineOf, mergeRows, rowOf, totalsOf } from "./campaign-report.ts";
import type { ScenarioResult } from "./scenario-result.ts";

const good: ScenarioResult = {
  group: "network",
  name: "reset",
  expected: 4,
  lost: [],
  doubled: [],
  recovered: true,
  seconds: 3,
  faults: [],
  remarks: ["18 stale"],
  byDesign: undefined,
  skipped: undefined,
  took: 20,
};
const bad: ScenarioResult = {
  ...good,
  name: "stalled",
  lost: ["a", "b"],
  doubled: ["c"],
  recovered: false,
  faults: ["no sensor | became stale"],
};
const skipped: ScenarioResult = { ...good, name: "dns", skipped: "faketime missing" };

it("counts what was lost, doubled and not recovered, without the skipped scenarios", () => {
  const rows = [good, bad, skipped].map((result) => rowOf(result, "2026-11-28"));
  expect(lastLineOf(totalsOf(rows))).toBe("campaign: 2 scenarios, 2 lost, 1 doubled, 1 not recovered");
  expect(totalsOf(rows).faulty).toBe(1);
});

it("keeps the rows of an earlier run that were not run again", () => {
  const earlier = campaignReport([rowOf(good, "2026-11-27"), rowOf(bad, "2026-11-27"), ["network/removed", ...Array(7).fill("1")]], 1, 1);
  const repaired = rowOf({ ...good, name: "stalled" }, "2026-11-28");
  expect(mergeRows(earlier, [repaired], ["network/stalled", "network/reset", "network/new"])).toEqual([
    repaired,
    rowOf(good, "2026-11-27"),
  ]);
});
