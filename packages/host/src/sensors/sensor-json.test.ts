import { expect, it } from "vitest";
import type { SensorSnapshot } from "../api.ts";
import { toSensorJson } from "./sensor-json.ts";

const shared = {
  id: "home/library/visitors",
  account: "home",
  plugin: "library",
  kind: "visitors",
  title: "Visitors",
  attributes: { since: "09:00" },
  stale: true,
  gone: false,
};

it("has null for what is unknown or absent", () => {
  const unknown: SensorSnapshot = { ...shared, state: undefined, updatedAt: undefined, error: undefined, present: undefined };
  expect(toSensorJson(unknown)).toEqual({ ...shared, state: null, updatedAt: null, error: null, present: null });
});

it("keeps what is known, also a state that is false, zero or empty", () => {
  const known = {
    ...shared,
    updatedAt: "2026-03-02T08:00:00.000Z",
    error: "Being read.",
    errorReason: "reading",
    liveness: "polled",
    livenessReason: "Microsoft does not report its changes.",
    livenessCode: "not-reported",
    livenessDetails: {},
    present: { kind: "number", unit: "people" },
  } as const;
  for (const state of [false, 0, "", null]) expect(toSensorJson({ ...known, state })).toEqual({ ...known, state });
});
