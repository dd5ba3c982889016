import { expect, it } from "vitest";
import { createTestHost } from "../create-test-host.ts";
import { todoSlice } from "../slices/todo-slice.ts";

it("shows stored values without requests in mode once, and becomes live when started again", async () => {
  await using t = await createTestHost({ plugins: [{ plugin: todoSlice }] });
  await t.advance("2m");
  const known = t.host.index().map(({ id, state }) => [id, state]);
  expect(known).not.toEqual([]);
  expect(known.map(([, state]) => state)).not.toContain(undefined);

  await using again = await t.restart({ mode: "once" });
  again.emulator.control.counters.reset();
  await again.advance("10m");
  expect(again.host.index().map(({ id, state }) => [id, state])).toEqual(known);
  expect(again.emulator.control.counters.report().calls).toEqual({});

  await again.host.start();
  await again.advance("2m");
  expect(Object.keys(again.emulator.control.counters.report().calls)).not.toEqual([]);
});

it("starts only once when start is called twice at the same time", async () => {
  await using t = await createTestHost({ plugins: [{ plugin: todoSlice }] });
  await t.host.stop();
  await Promise.all([t.host.start("once"), t.host.start()]);
  expect(t.host.accounts.map(({ name }) => name)).toEqual(["home"]);
  expect(t.host.index().every(({ state }) => state !== undefined)).toBe(true);
});
