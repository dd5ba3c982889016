import { CasementError } from "@casement/core";
import { createTestHost } from "@casement/testing";
import { describe, expect, it } from "vitest";
import { createBuilding } from "../../test/plugins/building.fixture.ts";
import { createShelves } from "../../test/plugins/shelves.fixture.ts";

it("reads a new sensor immediately", async () => {
  const library = createShelves();
  await using t = await createTestHost({ plugins: [{ plugin: library.plugin }] });
  library.shelves.set("b", new Map([["2", "Ivanhoe"]]));
  await t.account.rescan();
  expect(t.sensor("library/shelf-b")).toMatchObject({ state: 1, stale: false });
});

it("keeps missing sensors while the list is incomplete, and looks again within minutes", async () => {
  const library = createShelves();
  library.shelves.set("b", new Map());
  await using t = await createTestHost({ plugins: [{ plugin: library.plugin }] });
  library.shelves.delete("b");
  library.incomplete = true;
  await t.account.rescan();
  expect(t.sensor("library/shelf-b").gone).toBe(false);
  library.incomplete = false;
  await t.advance("2m");
  expect(t.sensor("library/shelf-b").gone).toBe(true);
});

it("fails with the reason, which the account's status shows until the list is read", async () => {
  const library = createShelves();
  library.discoveryError = new CasementError("graph-unreachable", "The library is closed.");
  await using t = await createTestHost({ plugins: [{ plugin: library.plugin }] });
  expect(t.account.status().plugins[0]).toMatchObject({ error: "The library is closed.", incomplete: true });
  await expect(t.account.rescan()).rejects.toMatchObject({ message: "The library is closed." });
  library.discoveryError = undefined;
  await t.advance("15m");
  expect(t.account.status().plugins[0]).not.toHaveProperty("error");
  expect(t.account.status().plugins[0]).not.toHaveProperty("incomplete");
  expect(t.sensor("library/shelf-a").state).toBe(1);
});

it("looks for a shelf that Graph no longer finds, once", async () => {
  const library = createShelves();
  await using t = await createTestHost({ plugins: [{ plugin: library.plugin }] });
  library.shelves.delete("a");
  library.syncError = new CasementError("graph-not-found", "There is no shelf.");
  await t.advance("1m");
  expect(t.sensor("library/shelf-a").gone).toBe(true);
});

describe("with several kinds of sensors", () => {
  const finds = (building: ReturnType<typeof createBuilding>) => building.newCalls().filter((call) => call.startsWith("find"));

  it("looks for those of a feed whose key Graph no longer finds: at the first failure, and not after another one", async () => {
    const building = createBuilding();
    await using t = await createTestHost({ plugins: [{ plugin: building.plugin }] });
    finds(building);
    for (const error of [new CasementError("graph-unreachable", "Down."), Object.assign(new Error("No."), { code: "graph-not-found" })]) {
      building.errors.set("sync doors a", error);
      await t.advance("1h");
      expect(finds(building)).toEqual([]);
      building.errors.clear();
      await t.advance("2h");
    }
    building.errors.set("sync doors a", new CasementError("graph-not-found", "There is no door."));
    await t.advance("1h");
    expect(finds(building)).toEqual(["find door"]);
    await t.advance("1h");
    expect(finds(building)).toEqual([]);
  });

  it("removes what a list without a mark as incomplete lacks, and does not look again", async () => {
    const building = createBuilding();
    await using t = await createTestHost({ plugins: [{ plugin: building.plugin }] });
    building.rooms.delete("1");
    await t.account.rescan();
    expect(t.sensor("building/room-1").gone).toBe(true);
    finds(building);
    await t.advance("2h");
    expect(finds(building)).toEqual([]);
  });

  it("shows the error of the one that cannot be listed, names it in the log, and finds the others", async () => {
    const building = createBuilding();
    building.errors.set("find room", new TypeError("Attic"));
    await using t = await createTestHost({ plugins: [{ plugin: building.plugin }] });
    expect(t.account.status().plugins[0]).toMatchObject({ error: expect.stringContaining("TypeError"), incomplete: true });
    expect(t.log.filter((line) => line.startsWith("error ") && line.includes('discovery of sensor kind "room"'))).toHaveLength(1);
    expect(t.sensor("building/door-a")).toMatchObject({ state: 0, stale: false });
  });

  it("stops looking after a sign-out that deletes the data", async () => {
    const building = createBuilding();
    await using t = await createTestHost({ plugins: [{ plugin: building.plugin }] });
    await t.account.logout();
    building.newCalls();
    await t.advance("25h");
    expect(building.newCalls()).toEqual([]);
  });
});

it("names the list that takes too long", async () => {
  const building = createBuilding();
  let listing: Promise<never> | undefined = new Promise<never>(() => {});
  const { room } = (building.plugin as any).sensors;
  const { instances } = room;
  room.instances = () => listing ?? instances();
  await using t = await createTestHost({ plugins: [{ plugin: building.plugin }] });
  await t.advance("11m");
  expect(t.account.status().plugins[0]?.error).toContain('the list of its sensors "room"');
  listing = undefined;
});
