import { definePlugin } from "@casement/core";
import { createTestHost } from "@casement/testing";
import { expect, it } from "vitest";
import * as z from "zod";
import { createShelves } from "../../test/plugins/shelves.fixture.ts";

const value = z.object({ state: z.number() });
const scopes = { "User.Read": { tier: "read", why: "Say who you are" } } as const;
const forever = new Promise<never>(() => {});

it("aborts a read that hangs, names the plugin, reads again, and does not affect other plugins", async () => {
  const seen: AbortSignal[] = [];
  let hangs = false;
  const plugin = definePlugin({
    id: "slow",
    title: "Slow",
    scopes,
    feeds: {
      things: {
        scope: "User.Read",
        every: "1m",
        item: value,
        sync: () => (hangs ? forever : { put: {}, removed: [], cursor: "", restart: true }),
      },
    },
    sensors: {
      one: {
        title: "One",
        scope: "User.Read",
        every: "1m",
        value,
        read({ signal }) {
          seen.push(signal);
          return hangs ? forever : { state: 1 };
        },
      },
      two: { title: "Two", feed: "things", value, view: ({ items }) => ({ value: { state: items.size } }) },
    },
  });
  const library = createShelves();
  await using t = await createTestHost({ plugins: [{ plugin }, { plugin: library.plugin }] });
  library.visitors = 1;
  hangs = true;
  const reads = seen.length;
  await t.advance("1m");
  expect(seen).toHaveLength(reads + 1);
  expect(seen.at(-1)?.aborted).toBe(false);
  await t.advance("90s");
  expect(seen[reads]?.aborted).toBe(true);
  for (const sensor of ["slow/one", "slow/two"])
    expect(t.sensor(sensor).error).toMatch(/^Plugin "slow" did not finish reading its \w+ "\w+"/);

  expect(t.sensor("library/visitors")).toMatchObject({ state: 1, stale: false });

  hangs = false;
  await t.advance("8m");
  expect(t.sensor("slow/one")).toMatchObject({ state: 1, stale: false, error: undefined });
  expect(t.sensor("slow/two")).toMatchObject({ state: 0, stale: false, error: undefined });
});

it("stops a feed that returns the same cursor again and again", async () => {
  let pages = 0;
  const plugin = definePlugin({
    id: "circle",
    title: "Circle",
    scopes,
    feeds: {
      things: {
        scope: "User.Read",
        every: "1h",
        item: value,
        sync() {
          pages++;
          return { put: {}, removed: [], cursor: "same", more: true };
        },
      },
    },
    sensors: { one: { title: "One", feed: "things", value, view: ({ items }) => ({ value: { state: items.size } }) } },
  });
  await using t = await createTestHost({ plugins: [{ plugin }] });
  expect(pages).toBeLessThan(5);
  expect(t.sensor("circle/one").error).toMatch(/Plugin "circle" does not advance.*feed "things"/);
});

it("limits the number of events at once, and names the plugin", async () => {
  let flood = false;
  const plugin = definePlugin({
    id: "flood",
    title: "Flood",
    scopes,
    events: { drop: z.object({}) },
    sensors: {
      one: {
        title: "One",
        scope: "User.Read",
        every: "1m",
        value,
        read: () => ({ state: flood ? 1 : 0 }),
        changed: () => Array.from({ length: 6_000 }, () => ({ event: "drop" as const, payload: {} })),
      },
    },
  });
  await using t = await createTestHost({ plugins: [{ plugin }] });
  flood = true;
  await t.advance("1m");
  expect(t.events.filter(({ type }) => type === "flood/drop")).toHaveLength(5_000);
  expect(t.log.filter((line) => line.includes("raised 6000 events at once"))).toEqual([expect.stringContaining("flood")]);
});
