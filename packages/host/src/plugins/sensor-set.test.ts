import { createTestHost } from "@casement/testing";
import { expect, it } from "vitest";
import { createBuilding } from "../../test/plugins/building.fixture.ts";
import { createShelves } from "../../test/plugins/shelves.fixture.ts";

it("keeps value and slug of a sensor whose title changed", async () => {
  const library = createShelves();
  await using t = await createTestHost({ plugins: [{ plugin: library.plugin }] });
  library.titleOf = () => "Novels";
  library.rounds.length = 0;
  await t.account.rescan();
  expect(t.sensor("library/shelf-a")).toMatchObject({ title: "Novels", state: 1, stale: false });
  expect(library.rounds).toEqual([]);
});

it("shows a removed sensor as gone with its last value, and removes it after 30 days", async () => {
  const library = createShelves();
  await using t = await createTestHost({ plugins: [{ plugin: library.plugin }] });
  library.shelves.delete("a");
  await t.account.rescan();
  expect(t.sensor("library/shelf-a")).toMatchObject({ state: 1, gone: true, stale: true });
  t.clock.jump(new Date(t.clock.now().getTime() + 30 * 24 * 3_600_000));
  await t.account.rescan();
  expect(() => t.sensor("library/shelf-a")).toThrow(/There is no sensor/);
});

it("shows the stored value of a sensor that is read at an interval, until it is read again", async () => {
  const library = createShelves();
  library.visitors = 7;
  await using t = await createTestHost({ plugins: [{ plugin: library.plugin }] });
  const { updatedAt } = t.sensor("library/visitors");
  await t.advance("90s");
  await using once = await t.restart({ mode: "once" });
  expect(once.sensor("library/visitors")).toMatchObject({ state: 7, stale: true, updatedAt });
  await once.account.refresh("library/visitors");
  expect(once.sensor("library/visitors")).toMatchObject({ state: 7, stale: false, updatedAt });
});

it("publishes a sensor when it becomes stale and when it is fresh again", async () => {
  const library = createShelves();
  await using t = await createTestHost({ plugins: [{ plugin: library.plugin }] });
  const published: unknown[] = [];
  t.host.onSensor(({ id, stale }) => void published.push([id, stale]));
  library.readError = new Error("closed");
  await t.advance("1m");
  library.readError = undefined;
  await t.advance("5m");
  expect(published).toEqual([
    ["home/library/visitors", true],
    ["home/library/visitors", false],
  ]);
});

it("reads a sensor at the configured interval", async () => {
  const library = createShelves();
  await using t = await createTestHost({ plugins: [{ plugin: library.plugin, every: { visitors: "10m" } }] });
  library.reads = 0;
  await t.advance("1h");
  expect(library.reads).toBe(6);
});

it("computes no view and reads nothing for sensors that a new list does not change", async () => {
  const building = createBuilding();
  await using t = await createTestHost({ plugins: [{ plugin: building.plugin }] });
  building.newCalls();
  await t.account.rescan();
  expect(building.newCalls()).toEqual(["find door", "find meter", "find room"]);
});

it("keeps the value of a renamed sensor also where its view fails", async () => {
  const building = createBuilding();
  building.items = { x: {} };
  await using t = await createTestHost({ plugins: [{ plugin: building.plugin }] });
  building.errors.set("view door a", new TypeError("Cellar"));
  building.titleOf = (kind, id) => `New ${kind} ${id}`;
  await t.account.rescan();
  expect(t.sensor("building/door-a")).toMatchObject({ title: "New door a", state: 1, error: expect.stringContaining("TypeError") });
  expect(t.log.filter((line) => line.startsWith("error ") && line.includes('view of sensor kind "door"'))).toHaveLength(1);
  building.errors.clear();
  await t.account.rescan();
  building.items = { y: {} };
  await t.account.refresh();
  expect(t.sensor("building/door-a")).toMatchObject({ state: 2, error: undefined });
});

it("keeps the value of a renamed sensor that is read at an interval, and reads it on", async () => {
  const building = createBuilding();
  await using t = await createTestHost({ plugins: [{ plugin: building.plugin }] });
  building.titleOf = (kind, id) => `New ${kind} ${id}`;
  await t.account.rescan();
  expect(t.sensor("building/room-1")).toMatchObject({ title: "New room 1", state: 1, stale: false });
  building.newCalls();
  await t.advance("1h");
  expect(building.newCalls()).toContain("read room 1");
});

it("reads a removed sensor no longer, and again when it is back; after 30 days it is not shown", async () => {
  const building = createBuilding();
  await using t = await createTestHost({ plugins: [{ plugin: building.plugin }] });
  building.rooms.delete("1");
  await t.account.rescan();
  building.newCalls();
  await t.advance("2h");
  await t.account.refresh();
  expect(building.newCalls()).not.toContain("read room 1");
  building.rooms.add("1");
  await t.account.rescan();
  expect(building.newCalls()).toContain("read room 1");
  building.rooms.delete("1");
  await t.account.rescan();
  t.clock.jump(new Date(t.clock.now().getTime() + 30 * 24 * 3_600_000));
  await t.account.rescan();
  expect(() => t.sensor("building/room-1")).toThrow(/There is no sensor/);
});

it("computes no view after a sign-out that deletes the data", async () => {
  const building = createBuilding();
  await using t = await createTestHost({ plugins: [{ plugin: building.plugin }] });
  building.until = new Date(t.clock.now().getTime() + 5 * 60_000);
  building.items = { x: {} };
  await t.account.refresh();
  await t.account.logout();
  building.newCalls();
  await t.advance("10m");
  expect(building.newCalls()).toEqual([]);
});
