import { definePlugin } from "@casement/core";
import { createTestHost } from "@casement/testing";
import { describe, expect, it } from "vitest";
import * as z from "zod";
import { createBuilding } from "../../test/plugins/building.fixture.ts";
import { createShelves } from "../../test/plugins/shelves.fixture.ts";

const keysOf = ({ rounds }: ReturnType<typeof createShelves>): string[] => rounds.splice(0).map(({ key }) => key);

it("synchronizes a key once per interval, however many sensors use it, and updates all of them", async () => {
  const building = createBuilding();
  building.doors.set("b", "a");
  await using t = await createTestHost({ plugins: [{ plugin: building.plugin }] });
  building.newCalls();
  building.items = { x: {} };
  await t.advance("1h");
  expect(building.newCalls().filter((call) => call.startsWith("sync doors"))).toEqual(["sync doors a"]);
  expect(["door-a", "door-b"].map((slug) => t.sensor(`building/${slug}`).state)).toEqual([1, 1]);
});

it("drops a key that no sensor uses any longer, and reads it from the beginning when a sensor needs it again", async () => {
  const library = createShelves();
  const b = new Map([["2", "Ivanhoe"]]);
  library.shelves.set("b", b);
  await using t = await createTestHost({ plugins: [{ plugin: library.plugin }] });
  library.shelves.delete("b");
  await t.account.rescan();
  library.rounds.length = 0;
  await t.advance("5m");
  expect(new Set(keysOf(library))).toEqual(new Set(["a"]));

  library.shelves.set("b", b);
  await t.account.rescan();
  expect(library.rounds).toContainEqual({ key: "b", cursor: undefined, needs: [] });
  // The items were read for the first time, so no event says that they are new.
  expect(t.events.filter(({ type }) => type === "library/book-added")).toEqual([]);
});

it("keeps the keys of all sensors at a restart", async () => {
  const library = createShelves();
  library.shelves.set("b", new Map());
  await using t = await createTestHost({ plugins: [{ plugin: library.plugin }] });
  library.rounds.length = 0;
  await using again = await t.restart();
  expect(library.rounds.map(({ key, cursor }) => [key, cursor])).toEqual([
    ["a", "end"],
    ["b", "end"],
  ]);
  expect(again.sensor("library/shelf-b").stale).toBe(false);
});

it("reads a key again, without events, when what its sensors need has changed, and only then", async () => {
  const library = createShelves();
  library.needs = { bodies: false, window: undefined };
  await using t = await createTestHost({ plugins: [{ plugin: library.plugin }] });
  library.rounds.length = 0;
  await t.account.rescan();
  expect(library.rounds).toEqual([]);
  library.needs = { bodies: true };
  library.shelves.get("a")?.set("2", "Ivanhoe");
  await t.account.rescan();
  expect(library.rounds).toEqual([{ key: "a", cursor: undefined, needs: [{ bodies: true }] }]);
  expect(t.events.filter(({ type }) => type === "library/book-added")).toEqual([]);
  await using again = await t.restart();
  expect(library.rounds.at(-1)).toMatchObject({ cursor: "end" });
  expect(again.sensor("library/shelf-a").state).toBe(2);
});

it("shows a key's error on its sensors only, with the last value", async () => {
  const library = createShelves();
  await using t = await createTestHost({ plugins: [{ plugin: library.plugin }] });
  library.syncError = new TypeError("Emma");
  await t.advance("1m");
  expect(t.sensor("library/shelf-a")).toMatchObject({ state: 1, stale: true, error: expect.stringContaining("TypeError") });
  expect(t.sensor("library/visitors")).toMatchObject({ stale: false, error: undefined });
  expect(t.log.filter((line) => line.startsWith("error ") && line.includes('synchronization of feed "books"'))).toHaveLength(1);
  library.syncError = undefined;
  await t.advance("5m");
  expect(t.sensor("library/shelf-a")).toMatchObject({ stale: false, error: undefined });
});

describe("what a key reads for", () => {
  it("is what its own sensors need, without those that are gone", async () => {
    const building = createBuilding();
    building.doors.set("b", "b").set("c", "a");
    building.meters.add("m");
    for (const id of ["a", "b", "c", "m"]) building.needs.set(id, { of: id });
    await using t = await createTestHost({ plugins: [{ plugin: building.plugin }] });
    const needsOf = (call: string) => building.asked.get(call)?.needs;
    expect(needsOf("sync doors a")).toEqual([{ of: "a" }, { of: "c" }]);
    expect(needsOf("sync doors b")).toEqual([{ of: "b" }]);
    expect(needsOf("sync meters a")).toEqual([{ of: "a" }]);
    building.doors.delete("c");
    await t.account.rescan();
    await t.advance("1h");
    expect(needsOf("sync doors a")).toEqual([{ of: "a" }]);
  });

  it("is the same when two of its sensors exchange their needs", async () => {
    const building = createBuilding();
    building.doors.set("b", "a");
    building.needs.set("a", 1).set("b", 2);
    await using t = await createTestHost({ plugins: [{ plugin: building.plugin }] });
    building.needs.set("a", 2).set("b", 1);
    await t.account.rescan();
    expect(building.asked.get("sync doors a")).toEqual({ cursor: expect.any(String), needs: [2, 1] });
  });
});

it("reads on from where it was at a clean stop, without losing the keys of another plugin", async () => {
  const [first, second] = [createBuilding("first"), createBuilding("second")];
  await using t = await createTestHost({ plugins: [{ plugin: first.plugin }, { plugin: second.plugin }] });
  // A round that changes nothing is not written until the stop.
  await t.advance("1h");
  const reached = [first, second].map(({ asked }) => Number(asked.get("sync doors a")?.cursor));
  await using _ = await t.restart();
  const continued = [first, second].map(({ asked }) => Number(asked.get("sync doors a")?.cursor));
  expect(continued.map((cursor, i) => cursor > (reached[i] ?? Number.POSITIVE_INFINITY))).toEqual([true, true]);
});

it("raises an event when it falls due, also between two rounds", async () => {
  const building = createBuilding();
  await using t = await createTestHost({ plugins: [{ plugin: building.plugin }] });
  building.items = { x: { closesAt: new Date(t.clock.now().getTime() + 90 * 60_000).toISOString() } };
  await t.advance("89m");
  building.newCalls();
  const closings = () => t.events.filter(({ type }) => type === "building/closing");
  expect(closings()).toEqual([]);
  await t.advance("2m");
  expect(closings().map(({ payload }) => payload)).toEqual([{ id: "x" }]);
  expect(building.newCalls().filter((call) => call.startsWith("sync"))).toEqual([]);
});

it("names the feed whose items the schema refuses", async () => {
  const building = createBuilding();
  building.items = { x: { closesAt: 5 as never } };
  await using t = await createTestHost({ plugins: [{ plugin: building.plugin }] });
  expect(t.log.filter((line) => line.startsWith("error [home/building] feed doors: skips an item"))).toHaveLength(1);
});

it("asks for the days that calendar programs want, only from a feed that they see, and names a fault of its agenda", async () => {
  const asked: Record<"days" | "all" | "none", unknown[]> = { days: [], all: [], none: [] };
  const feed = (name: keyof typeof asked) => ({
    scope: "User.Read" as const,
    every: "1h" as const,
    item: z.object({}),
    sync({ needs }: { needs: readonly unknown[] }) {
      asked[name].push(needs);
      return { put: { x: {} }, removed: [], cursor: "c" };
    },
  });
  const sensor = <F extends string>(name: F) => ({
    title: name,
    feed: name,
    value: z.object({ state: z.number() }),
    view: ({ items }: { items: ReadonlyMap<string, unknown> }) => ({ value: { state: items.size } }),
  });
  const agenda = {
    component: "VTODO" as const,
    version: 1,
    group: (id: string) => id,
    read: (): never => {
      throw new RangeError("Dentist");
    },
    spans: () => [],
  };
  const plugin = definePlugin({
    id: "diary",
    title: "Diary",
    scopes: { "User.Read": { tier: "read", why: "" } },
    feeds: {
      days: { ...feed("days"), agenda: { ...agenda, needs: ({ to }) => ({ to }) } },
      all: { ...feed("all"), agenda },
      none: feed("none"),
    },
    sensors: { days: sensor("days"), all: sensor("all"), none: sensor("none") },
  });
  await using t = await createTestHost({ plugins: [{ plugin }] });
  expect(asked).toEqual({ days: [[]], all: [[]], none: [[]] });
  expect(t.log.filter((line) => line.includes("agenda"))).toEqual([]);
  t.account.wantAgenda({ from: -1, to: 7 });
  await t.host.settled();
  const collections = await t.account.collections();
  expect(collections.map(({ id }) => id)).toEqual(["diary/days/", "diary/all/"]);
  await t.advance("1h");
  expect(asked.days.slice(1)).toContainEqual([{ to: 7 }]);
  for (const rounds of [asked.all, asked.none]) expect(rounds.slice(1)).toContainEqual([]);
  expect(t.log).toContain("error [home/diary] feed days: agenda.read() threw RangeError");
});
