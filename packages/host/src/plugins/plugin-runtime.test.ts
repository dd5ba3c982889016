import { definePlugin } from "@casement/core";
import { createTestHost } from "@casement/testing";
import { describe, expect, it } from "vitest";
import * as z from "zod";
import { createBuilding } from "../../test/plugins/building.fixture.ts";
import { createShelves } from "../../test/plugins/shelves.fixture.ts";

function createGate() {
  let open = (): void => {};
  const opened = new Promise<void>((resolve) => {
    open = resolve;
  });
  return { open, opened };
}

describe("the status of a plugin", () => {
  it("says what failed at the start, and that the plugin does not work", async () => {
    const plugin = definePlugin({
      id: "odd",
      title: "Odd",
      scopes: { "User.Read": { tier: "read", why: "" } },
      sensors: {
        s: {
          title: "S",
          scope: "User.Read",
          every: (() => "soon") as never,
          value: z.object({ state: z.number() }),
          read: () => ({ state: 1 }),
        },
      },
    });
    await using t = await createTestHost({ plugins: [{ plugin }, { plugin: createShelves().plugin }] });
    expect(t.account.status().plugins).toMatchObject([
      { id: "odd", failed: true, incomplete: true, error: expect.stringMatching(/^It could not start: Plugin "odd": sensors\.s\.every/) },
      { id: "library", access: "update" },
    ]);
    expect(t.account.status().plugins[1]).not.toHaveProperty("failed");
    expect(t.log.filter((line) => line.startsWith("error [home/odd] could not start: Plugin "))).toHaveLength(1);
  });

  it("says what waits for an approval, and reads nothing for it", async () => {
    const building = createBuilding();
    const instances = () => [{ id: "1", title: "Office" }];
    const office = {
      title: "Office",
      scope: "Calendars.Read",
      every: "1h",
      value: z.object({ state: z.number() }),
      instances,
      read: () => ({ state: 1 }),
    } as const;
    const offices = definePlugin({
      id: "offices",
      title: "Offices",
      scopes: { "Calendars.Read": { tier: "read", why: "" } },
      sensors: { office },
    });
    await using t = await createTestHost({ plugins: [{ plugin: building.plugin }, { plugin: offices }], signedOut: true });
    t.emulator.control.entra.consentPolicy("contoso.example", "microsoft-managed");
    const { url } = await t.account.signIn.callback("http://localhost:8365/auth/callback", { requestedSet: "self" });
    const result = t.emulator.control.entra.signIn(url, { user: "ada@contoso.example" });
    await t.account.signIn.complete("redirect" in result ? result.redirect : "");
    await t.advance("15s");
    const reason = expect.stringContaining("Calendars.Read");
    const [partly, not] = t.account.status().plugins;
    expect(partly).toMatchObject({ access: "services", state: "waiting-for-approval", reason });
    expect(not).toMatchObject({ access: "off", state: "waiting-for-approval", reason });
    expect(not).not.toHaveProperty("error");
    expect(building.calls.filter((call) => !call.startsWith("find"))).toEqual([]);

    t.emulator.control.entra.grant("contoso.example", "11111111-1111-4111-8111-111111111111", ["Calendars.Read"]);
    await t.advance("65m");
    for (const status of t.account.status().plugins) {
      expect(status).not.toHaveProperty("state");
      expect(status).not.toHaveProperty("reason");
    }
  });

  it("counts the items of first full reads until they end, also with a page without items", async () => {
    let isOpen = false;
    const [held, bothHeld] = [createGate(), createGate()];
    let heldRounds = 0;
    const scopes = { "User.Read": { tier: "read", why: "" } } as const;
    const item = z.object({});
    const plugin = definePlugin({
      id: "slow",
      title: "Slow",
      scopes,
      feeds: {
        f: {
          scope: "User.Read",
          every: "1m",
          item,
          async sync({ key, cursor }) {
            if (!isOpen) return undefined;
            if (cursor === undefined) return { put: { [`${key}1`]: {}, [`${key}2`]: {} }, removed: [], cursor: "2", more: true };
            if (++heldRounds === 2) bothHeld.open();
            await held.opened;
            return { put: {}, removed: [], cursor: "end" };
          },
        },
      },
      sensors: {
        s: {
          title: "S",
          feed: "f",
          value: z.object({ state: z.number() }),
          instances: () => ["a", "b"].map((key) => ({ id: key, key, title: key })),
          view: ({ items }) => ({ value: { state: items.size } }),
        },
      },
    });
    await using t = await createTestHost({ plugins: [{ plugin }] });
    expect(t.account.status().plugins[0]).not.toHaveProperty("syncing");
    isOpen = true;
    const refreshed = t.account.refresh();
    await bothHeld.opened;
    expect(t.account.status().plugins[0]).toMatchObject({ syncing: { items: 4 } });
    expect(t.sensor("slow/a").state).toBeUndefined();
    held.open();
    await refreshed;
    await t.host.settled();
    expect(t.account.status().plugins[0]).not.toHaveProperty("syncing");
    expect(t.sensor("slow/a").state).toBe(2);
  });
});

it("stops reading after a sign-out that deletes the data, and starts again with the sign-in", async () => {
  const library = createShelves();
  await using t = await createTestHost({ plugins: [{ plugin: library.plugin }] });
  await t.account.logout();
  library.rounds.length = 0;
  library.reads = 0;
  await t.advance("5m");
  expect([library.rounds, library.reads]).toEqual([[], 0]);
  await t.signIn();
  expect(library.rounds).toContainEqual({ key: "a", cursor: undefined, needs: [] });
  expect(t.sensor("library/shelf-a")).toMatchObject({ state: 1, stale: false, gone: false });
});

it("reads a feed or kind that a service touches, and with a kind the list of its sensors", async () => {
  const library = createShelves();
  await using t = await createTestHost({ plugins: [{ plugin: library.plugin, every: { books: "24h" } }] });
  library.shelves.set("b", new Map());
  library.rounds.length = 0;
  await t.account.call("library/reorder");
  expect(t.sensor("library/shelf-b").state).toBe(0);
  expect(library.rounds.map(({ key }) => key)).toContain("a");
});

describe("a refresh", () => {
  it("of a sensor reads only that sensor or its key", async () => {
    const building = createBuilding();
    building.rooms.add("2");
    building.doors.set("b", "b");
    await using t = await createTestHost({ plugins: [{ plugin: building.plugin }] });
    building.newCalls();
    await t.account.refresh("building/room-2");
    expect(building.newCalls()).toEqual(["read room 2"]);
    await t.account.refresh("building/door-b");
    expect(building.newCalls()).toEqual(["sync doors b"]);
  });

  it("of a feed reads its keys, and of a kind its sensors and their list", async () => {
    const building = createBuilding();
    building.rooms.add("2");
    await using t = await createTestHost({ plugins: [{ plugin: building.plugin }] });
    building.newCalls();
    await t.account.call("building/knock");
    expect(building.newCalls()).toEqual(["sync doors a"]);
    await t.account.call("building/tidy");
    expect(building.newCalls()).toEqual(["find room", "read room 1", "read room 2"]);
  });

  it("is repeated after five seconds where a feed does not show yet what a service wrote", async () => {
    const library = createShelves();
    library.late = new Map();
    await using t = await createTestHost({ plugins: [{ plugin: library.plugin, every: { books: "24h", visitors: "24h" } }] });
    await t.account.call("library/add-book", { sensor: "shelf-a", id: "2", title: "Ivanhoe" });
    library.shelves.get("a")?.set("2", "Ivanhoe");
    library.rounds.length = 0;
    library.reads = 0;
    await t.advance("4s");
    expect([t.sensor("library/shelf-a").state, library.rounds.length]).toEqual([1, 0]);
    await t.advance("1s");
    expect([t.sensor("library/shelf-a").state, library.rounds.length, library.reads]).toEqual([2, 1, 0]);
  });
});

it("publishes at a sign-out that its sensors are out of date, or gone without a value if the data is deleted", async () => {
  const building = createBuilding();
  await using t = await createTestHost({ plugins: [{ plugin: building.plugin }] });
  const published: unknown[] = [];
  t.host.onSensor(({ id, state, stale, gone }) => id.endsWith("room-1") && published.push({ state, stale, gone }));
  await t.account.logout({ keepData: true });
  expect(published.splice(0)).toEqual([{ state: 1, stale: true, gone: false }]);
  await t.signIn();
  published.length = 0;
  await t.account.logout();
  expect(published).toContainEqual({ state: undefined, stale: true, gone: true });
});

it("shows the sensors of a kind as gone that a newer plugin no longer looks for", async () => {
  const building = createBuilding();
  await using t = await createTestHost({ plugins: [{ plugin: building.plugin }] });
  const { room } = (building.plugin as any).sensors;
  delete room.instances;
  room.read = () => ({ state: 9 });
  await using again = await t.restart();
  expect(again.sensor("building/room-1").gone).toBe(true);
  expect(again.sensor("building/room")).toMatchObject({ state: 9, gone: false, title: "Room" });
});
