import { describe, expect, it } from "vitest";
import type { LiveSensor } from "../sensors/live-sensor.ts";
import { emptyInstance, findTarget } from "./find-target.ts";

const sensor = (slug: string, id: string, title: string, change: { key?: string; kind?: string; goneAt?: number } = {}) =>
  ({ kind: change.kind ?? "shelf", entry: { slug, id, title, key: change.key, goneAt: change.goneAt } }) as LiveSensor;
const plugin = { id: "library", title: "Library" } as never;
const shelves = [
  sensor("novels", "1", "Novels", { key: "k1" }),
  sensor("essays", "2", "Essays"),
  sensor("essays-2", "3", "ESSAYS"),
  sensor("poems", "4", "Poems", { goneAt: 1 }),
  sensor("visitors", "5", "Visitors", { kind: "visitors" }),
];
const find = (wanted: string | undefined, sensors = shelves) => findTarget(plugin, "shelf", sensors, wanted).entry.id;

describe("the target of a service", () => {
  it.each([
    ["its slug", "novels", "1"],
    ["its ID", "2", "2"],
    ["its key", "k1", "1"],
    ["its title", "ESSAYS", "3"],
    ["its title in another case", "nOVELS", "1"],
    ["its slug in another case", "ESSAYS-2", "3"],
  ])("is found by %s", (_, wanted, id) => {
    expect(find(wanted)).toBe(id);
  });

  it("is the only sensor of its kind when none is named", () => {
    expect(find(undefined, shelves.slice(0, 1))).toBe("1");
    expect(find(undefined, [...shelves.slice(0, 1), ...shelves.slice(3)])).toBe("1");
  });

  it.each<[what: string, wanted: string | undefined, sensors: readonly LiveSensor[], message: string]>([
    ["there is none", undefined, [], 'The plugin Library has no sensor of the kind "shelf" yet.'],
    [
      "several exist and none is named",
      undefined,
      shelves,
      'Several sensors are available. Set the input "sensor" to one of: novels, essays, essays-2.',
    ],
    [
      "several have this title in another case",
      "eSSAYS",
      shelves.slice(1, 2).concat(sensor("x", "6", "Essays")),
      'Several sensors match the input "sensor". Use a slug: essays, x.',
    ],
    [
      "several have this title",
      "Essays",
      shelves.slice(1, 2).concat(sensor("x", "6", "Essays")),
      'Several sensors match the input "sensor". Use a slug: essays, x.',
    ],
    ["it is gone", "poems", shelves, 'The sensor "poems" no longer exists in Microsoft 365. Available: novels, essays, essays-2.'],
    [
      "it is gone, and another one took over its title",
      "poems",
      shelves.concat(sensor("poems-2", "6", "poems")),
      'The sensor "poems" no longer exists in Microsoft 365. Available: novels, essays, essays-2, poems-2.',
    ],
    ["it is of another kind", "visitors", shelves, 'No sensor matches the input "sensor". Available: novels, essays, essays-2.'],
    ["nothing exists", "novels", [], 'No sensor matches the input "sensor". Available: none.'],
  ])("is refused when %s", (_, wanted, sensors, message) => {
    expect(() => findTarget(plugin, "shelf", sensors, wanted)).toThrow(expect.objectContaining({ code: "sensor-unknown", message }));
  });
});

it("is empty for a service without a target", () => {
  expect(emptyInstance).toEqual({ id: "", title: "", key: "" });
  expect(Object.isFrozen(emptyInstance)).toBe(true);
});
