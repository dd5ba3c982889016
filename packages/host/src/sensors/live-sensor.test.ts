import { CasementError, definePlugin, definitionOf } from "@casement/core";
import { expect, it } from "vitest";
import * as z from "zod";
import type { SensorSnapshot } from "../api.ts";
import type { SensorEntry } from "../feeds/records.ts";
import { LiveSensor, publicMessageOf, type SensorProblem } from "./live-sensor.ts";
import { toSensorJson } from "./sensor-json.ts";

const plugin = definitionOf(
  definePlugin({
    id: "library",
    title: "Library",
    scopes: { "User.Read": { tier: "read", why: "" } },
    sensors: {
      visitors: {
        title: "Visitors",
        scope: "User.Read",
        every: "1m",
        value: z.object({ state: z.number(), names: z.array(z.string()).default([]) }),
        present: { kind: "number" },
        read: () => ({ state: 1 }),
      },
    },
  }),
);

function createSensor(entryChange: Partial<SensorEntry> = {}, kind = "visitors") {
  const published: SensorSnapshot[] = [];
  const source = { isFresh: true, isWaiting: false, problem: undefined as SensorProblem | undefined };
  const time = { now: new Date("2026-03-02T08:00:00Z") };
  const entry: SensorEntry = {
    plugin: "library",
    kind,
    id: "v",
    slug: "visitors",
    title: "Visitors",
    key: undefined,
    needs: undefined,
    viewData: undefined,
    goneAt: undefined,
    ...entryChange,
  };
  const onChange = (snapshot: SensorSnapshot) => void published.push(snapshot);
  const sensor = new LiveSensor({ account: "home", plugin, kind, entry, now: () => time.now, source: () => source, onChange });
  return { sensor, published, source, time };
}

it("has no value at first", () => {
  const { sensor } = createSensor();
  expect(sensor.snapshot()).toEqual({
    id: "home/library/visitors",
    account: "home",
    plugin: "library",
    kind: "visitors",
    title: "Visitors",
    state: undefined,
    attributes: {},
    updatedAt: undefined,
    stale: false,
    gone: false,
    error: undefined,
    present: { kind: "number" },
  });
  expect(sensor.value).toBeUndefined();
});

it("accepts what the schema returns, and says whether it differs", async () => {
  const { sensor, time } = createSensor();
  expect(await sensor.accept({ state: 1 })).toBe(true);
  time.now = new Date("2026-03-02T09:00:00Z");
  expect(await sensor.accept({ state: 1, names: [] })).toBe(false);
  expect(sensor.snapshot()).toMatchObject({ state: 1, attributes: { names: [] }, updatedAt: "2026-03-02T08:00:00.000Z" });
  expect(await sensor.accept({ state: 1, names: ["Ada"] })).toBe(true);
  expect(sensor.snapshot()).toMatchObject({ attributes: { names: ["Ada"] }, updatedAt: "2026-03-02T09:00:00.000Z" });
  expect(sensor.updatedAt).toBe(Date.parse("2026-03-02T09:00:00Z"));
});

it("keeps the old value when the new one does not fit, and hides what it was", async () => {
  const { sensor } = createSensor();
  await sensor.accept({ state: 1 });
  const refusal = await sensor.accept({ state: "Ada Byron" }).catch((error: unknown) => error);
  expect(refusal).toMatchObject({
    code: "output-invalid",
    message: expect.stringMatching(/^library\/visitors returned a value that .*author\.$/),
  });
  expect(String(refusal)).not.toContain("Ada");
  expect((refusal as Error).cause).toBeInstanceOf(Error);
  expect(sensor.value).toEqual({ state: 1, names: [] });
});

it("ignores values of a kind that the plugin no longer has", async () => {
  const { sensor } = createSensor({}, "readers");
  expect(await sensor.accept({ state: 1 })).toBe(false);
  expect(sensor.snapshot()).toMatchObject({ state: undefined, present: undefined });
});

it("is stale while its source is not fresh, and when it is gone", () => {
  const { sensor, source } = createSensor();
  expect(sensor.snapshot()).toMatchObject({ stale: false, gone: false });
  source.isFresh = false;
  expect(sensor.snapshot()).toMatchObject({ stale: true, gone: false });
  expect(createSensor({ goneAt: 1 }).sensor.snapshot()).toMatchObject({ stale: true, gone: true });
});

it("shows what is wrong with its source, and before it an error of the view", () => {
  const { sensor, source } = createSensor();
  source.problem = { message: "Graph is down.", code: "graph-throttled", details: { until: "2027-01-01T00:00:00Z" } };
  expect(toSensorJson(sensor.snapshot())).toMatchObject({
    error: "Graph is down.",
    errorCode: "graph-throttled",
    errorDetails: { until: "2027-01-01T00:00:00Z" },
  });
  sensor.fault = { message: "The view failed." };
  expect(sensor.snapshot().error).toBe("The view failed.");
  expect(sensor.snapshot()).not.toHaveProperty("errorCode");
  sensor.fault = undefined;
  source.problem = undefined;
  expect(sensor.snapshot().error).toBeUndefined();
});

it("hides contents of unexpected errors", () => {
  expect(publicMessageOf(undefined)).toBeUndefined();
  expect(publicMessageOf(new CasementError("graph-unreachable", "Graph is down."))).toBe("Graph is down.");
  const hidden = publicMessageOf(new Error("Ada Byron"));
  expect(hidden).toMatch(/^Unexpected error \(Error.*\)\. Report it to the plugin's author\.$/);
  expect(hidden).not.toContain("Ada");
});

it("publishes only what has changed", async () => {
  const { sensor, published, source } = createSensor();
  sensor.publishIfChanged();
  sensor.publishIfChanged();
  await sensor.accept({ state: 2 });
  sensor.publishIfChanged();
  source.isFresh = false;
  sensor.publishIfChanged();
  sensor.publishIfChanged();
  expect(published.map(({ state, stale }) => [state, stale])).toEqual([
    [undefined, false],
    [2, false],
    [2, true],
  ]);
});

it("shows a stored value with its time", () => {
  const { sensor } = createSensor();
  sensor.restore({ state: 3 }, Date.parse("2026-01-01T00:00:00Z"));
  expect(sensor.snapshot()).toMatchObject({ state: 3, attributes: {}, updatedAt: "2026-01-01T00:00:00.000Z" });
});

it("passes its instance to the plugin's functions, with the default of the key", () => {
  expect(createSensor().sensor.instance).toEqual({ id: "v", title: "Visitors", key: "" });
  expect(createSensor({ key: "k", needs: { bodies: true }, viewData: { color: "red" } }).sensor.instance).toEqual({
    id: "v",
    title: "Visitors",
    key: "k",
    needs: { bodies: true },
    viewData: { color: "red" },
  });
});
