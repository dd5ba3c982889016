import { expect, it } from "vitest";
import { addArrivals, countOverLimits } from "./published-limits.ts";

const limits = [
  { of: "presence", per: "tenant", requests: 10, seconds: 1, source: "" },
  { of: "all", per: "app", requests: 12, seconds: 1, source: "" },
] as const;

it("counts what comes over a limit in any window, over all processes", () => {
  const arrivals = { presence: { 100: 6 } };
  addArrivals(arrivals, { presence: { 100: 1, 109: 3 } });
  expect(countOverLimits(arrivals, limits)).toBe(0);
  addArrivals(arrivals, { presence: { 110: 1 } });
  expect(countOverLimits(arrivals, limits)).toBe(1);
});

it("forgets what is older than the window", () => {
  expect(countOverLimits({ presence: { 100: 10, 111: 10 } }, limits)).toBe(0);
});

it("counts all workloads together for the app", () => {
  expect(countOverLimits({ presence: { 100: 8 }, other: { 101: 6 } }, limits)).toBe(2);
});
