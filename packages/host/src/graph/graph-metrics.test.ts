import { expect, it } from "vitest";
import { createGraphMetrics } from "./graph-metrics.ts";

const hour = 3_600_000;
const start = Date.UTC(2026, 2, 1, 22, 30);

it("counts requests and units by the hour, for a day, with hours in which nothing was sent", () => {
  let now = start;
  const metrics = createGraphMetrics(() => now);
  const hours = () => metrics.snapshot().hours.map(({ at, requests, units }) => `${at.slice(8, 13)} ${requests} ${units}`);
  metrics.add("calendar", "/me/events", { requests: 1, units: 3 });
  metrics.add("calendar", "/me/events", { items: 5 });
  expect(hours()).toEqual(["01T22 1 3"]);
  now += 2 * hour;
  metrics.add("todo", "/me/todo", { requests: 2, units: 2 });
  expect(hours()).toEqual(["01T22 1 3", "01T23 0 0", "02T00 2 2"]);
  now = start + 24 * hour;
  expect(hours()).toHaveLength(24);
  expect(hours()[0]).toBe("01T23 0 0");
  now = start + 100 * hour;
  expect(new Set(hours().map((line) => line.slice(6)))).toEqual(new Set(["0 0"]));
  expect(metrics.snapshot().total).toMatchObject({ requests: 3, units: 5, items: 5 });
});

it("counts the same with others, whose sum stays when one of them ends", () => {
  const all = createGraphMetrics(() => start);
  for (const requests of [1, 2]) createGraphMetrics(() => start, all).add("todo", "/me/todo", { requests });
  expect(all.snapshot()).toMatchObject({ total: { requests: 3 }, calls: [{ plugin: "todo", path: "/me/todo", requests: 3 }] });
});

it("goes on counting when the clock is set back", () => {
  let now = start;
  const metrics = createGraphMetrics(() => now);
  now -= 5 * hour;
  metrics.add("todo", "/me/todo", { requests: 1 });
  expect(metrics.snapshot().hours.map(({ requests }) => requests)).toEqual([1]);
});
