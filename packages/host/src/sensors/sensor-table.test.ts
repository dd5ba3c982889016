import { definePlugin, definitionOf, type SensorInstance } from "@casement/core";
import { createFakeClock } from "@casement/graph-emulator";
import { expect, it } from "vitest";
import * as z from "zod";
import { createTestLedger } from "../../test/feeds/test-ledger.fixture.ts";
import { createSensorTable } from "./sensor-table.ts";

const value = z.object({ state: z.number() });
const shown = { scope: "User.Read", every: "1m", value, read: () => ({ state: 1 }) } as const;
const plugin = definitionOf(
  definePlugin({
    id: "library",
    title: "Library",
    scopes: { "User.Read": { tier: "read", why: "" } },
    sensors: { shelf: { ...shown, title: "Shelf", instances: () => [] }, visitors: { ...shown, title: "Gäste" } },
  }),
);

async function createTable() {
  const clock = createFakeClock();
  const log = await createTestLedger(clock);
  const tableOf = () => createSensorTable(log.ledger, () => clock.now());
  let table = tableOf();
  return {
    clock,
    update: (found: readonly SensorInstance[], incomplete = false, kind = "shelf") => table.update(plugin, kind, found, incomplete),
    entries: (kind = "shelf") => table.entriesOf("library", kind).map(({ id, slug, title, goneAt }) => [id, slug, title, goneAt]),
    all: () => table.entriesOf("library", "shelf"),
    async reopen() {
      await log.reopen();
      table = tableOf();
    },
    [Symbol.asyncDispose]: () => log[Symbol.asyncDispose](),
  };
}
const time = Date.parse("2026-03-02T08:00:00Z");

it("gives each sensor a slug from its title, once", async () => {
  await using t = await createTable();
  await t.update([
    { id: "1", title: "Novels" },
    { id: "2", title: "Novels" },
  ]);
  await t.update([
    { id: "2", title: "Essays" },
    { id: "1", title: "Novels" },
  ]);
  expect(t.entries()).toEqual([
    ["1", "novels", "Novels", undefined],
    ["2", "novels-2", "Essays", undefined],
  ]);
});

it("names the only sensor of a kind after the kind", async () => {
  await using t = await createTable();
  await t.update([{ id: "visitors", title: "Gäste" }], false, "visitors");
  await t.update([{ id: "1", title: "Visitors" }]);
  expect(t.entries("visitors")).toEqual([["visitors", "visitors", "Gäste", undefined]]);
  expect(t.entries()).toEqual([["1", "visitors-2", "Visitors", undefined]]);
});

it("says whether anything changed, also after a restart and whatever properties are undefined", async () => {
  await using t = await createTable();
  const found = { id: "1", title: "Novels", key: "k", needs: { days: 7, bodies: undefined }, viewData: { color: undefined, list: [1] } };
  expect(await t.update([found])).toBe(true);
  expect(await t.update([found])).toBe(false);
  expect(await t.update([{ ...found, needs: { days: 7 } }])).toBe(false);
  await t.reopen();
  expect(await t.update([found])).toBe(false);
  for (const change of [{ title: "Essays" }, { key: "l" }, { needs: { days: 8 } }, { viewData: { color: "red" } }])
    expect(await t.update([{ ...found, ...change }]), JSON.stringify(change)).toBe(true);
  expect(t.all()).toEqual([
    {
      plugin: "library",
      kind: "shelf",
      id: "1",
      slug: "novels",
      title: "Novels",
      key: "k",
      needs: { days: 7 },
      viewData: { color: "red" },
    },
  ]);
});

it("marks a missing sensor as gone for 30 days, and keeps its slug from others for good", async () => {
  await using t = await createTable();
  await t.update([{ id: "1", title: "Novels" }]);
  expect(await t.update([])).toBe(true);
  expect(await t.update([])).toBe(false);
  expect(t.entries()).toEqual([["1", "novels", "Novels", time]]);
  t.clock.jump(new Date(time + 30 * 24 * 3_600_000 - 1));
  expect(t.entries()).toHaveLength(1);
  t.clock.jump(new Date(time + 30 * 24 * 3_600_000));
  expect(t.entries()).toEqual([]);
  await t.update([{ id: "2", title: "Novels" }]);
  expect(t.entries()).toEqual([["2", "novels-2", "Novels", undefined]]);
  expect(
    await t.update([
      { id: "1", title: "Novels" },
      { id: "2", title: "Novels" },
    ]),
  ).toBe(true);
  expect(t.entries()).toEqual([
    ["1", "novels", "Novels", undefined],
    ["2", "novels-2", "Novels", undefined],
  ]);
});

it("keeps missing sensors when the list is incomplete, and those of other kinds always", async () => {
  await using t = await createTable();
  await t.update([{ id: "1", title: "Novels" }]);
  await t.update([{ id: "visitors", title: "Gäste" }], false, "visitors");
  expect(await t.update([], true)).toBe(false);
  expect(await t.update([{ id: "2", title: "Essays" }], true)).toBe(true);
  expect(t.entries().map(([, , , goneAt]) => goneAt)).toEqual([undefined, undefined]);
  await t.update([]);
  expect(t.entries("visitors")).toEqual([["visitors", "visitors", "Gäste", undefined]]);
});
