import { readdir, readlink } from "node:fs/promises";
import { definePlugin, service } from "@casement/core";
import { createTestHost } from "@casement/testing";
import { afterEach, expect, it, vi } from "vitest";
import { z } from "zod";
import { failWrites } from "../../test/store/failing-disk.fixture.ts";

const scope = "Tasks.ReadWrite" as const;
const notesPlugin = definePlugin({
  id: "notes",
  title: "Notes",
  scopes: { [scope]: { tier: "update", why: "Write" } },
  events: { written: z.object({ id: z.string() }) },
  services: {
    write: service({
      title: "Write",
      scope,
      input: z.object({ id: z.string() }),
      output: z.object({ id: z.string() }),
      events: { written: z.object({ id: z.string() }) },
      run({ input, markWritten, raise }) {
        markWritten(input.id);
        raise({ event: "written", payload: { id: input.id } });
        return { id: input.id };
      },
    }),
  },
});

afterEach(() => vi.restoreAllMocks());

it.each(["ENOSPC", "EROFS", "EIO"])("a call that was done is answered as done although the disk fails with %s", async (code) => {
  await using t = await createTestHost({ plugins: [{ plugin: notesPlugin }] });
  const eventIds = () => t.events.filter(({ type }) => type === "notes/written").map(({ payload }) => (payload as { id: string }).id);
  await failWrites(code);
  expect(await t.account.call("notes/write", { id: "1" })).toEqual({ id: "1" });
  expect(await t.account.call("notes/write", { id: "2" })).toEqual({ id: "2" });
  expect(eventIds()).toEqual(["1", "2"]);
  const { events } = await t.host.events.after();
  expect(events.filter(({ type }) => type === "notes/written")).toHaveLength(2);
  // While the disk fails, this is said once.
  await t.advance("3m");
  const lines = t.log.filter((line) => line.includes(code));
  expect(lines).toEqual([`error [home] the data folder cannot be written (${code}). What happens is kept in memory and written later.`]);

  vi.restoreAllMocks();
  await t.advance("1m");
  await t.account.call("notes/write", { id: "3" });
  await using again = await t.restart();
  const stored = (await again.host.events.after()).events.filter(({ type }) => type === "notes/written");
  expect(stored.map(({ id, payload }) => [id, payload])).toEqual(
    t.events.filter(({ type }) => type === "notes/written").map(({ id, payload }) => [id, payload]),
  );
});

const readingsPlugin = definePlugin({
  id: "readings",
  title: "Readings",
  scopes: { "Tasks.Read": { tier: "read", why: "Read" } },
  feeds: {
    water: {
      scope: "Tasks.Read",
      every: "1m",
      item: z.object({}),
      sync: ({ cursor }) => ({ put: {}, removed: [], cursor: String(Number(cursor ?? 0) + 1) }),
    },
  },
  sensors: {
    water: {
      title: "Water",
      feed: "water",
      value: z.object({ state: z.number() }),
      view: ({ items }) => ({ value: { state: items.size } }),
    },
  },
});

/** Something that falls due a minute from now, every minute. */
const bellPlugin = definePlugin({
  id: "bell",
  title: "Bell",
  scopes: { "Tasks.Read": { tier: "read", why: "Read" } },
  events: { rang: z.object({}) },
  feeds: {
    bells: {
      scope: "Tasks.Read",
      every: "1h",
      item: z.object({ at: z.number() }),
      sync: ({ now }) => ({ put: { a: { at: now().getTime() + 5 * 60_000 } }, removed: [], cursor: "1" }),
      due: ({ items, after, until }) =>
        [...items.values()]
          .filter(({ at }) => at > after.getTime() && at <= until.getTime())
          .map(({ at }) => ({ event: "rang" as const, payload: {}, at: new Date(at) })),
    },
  },
  sensors: {
    bell: {
      title: "Bell",
      feed: "bells",
      value: z.object({ state: z.number() }),
      view: ({ items }) => ({ value: { state: items.size } }),
    },
  },
});

it("a plugin that starts on a full disk shows its sensors, and reads them when there is space", async () => {
  await failWrites("ENOSPC");
  await using t = await createTestHost({ plugins: [{ plugin: readingsPlugin }] });
  expect(t.log.filter((line) => line.includes("could not start"))).toEqual([]);
  expect((await t.host.sensors()).map(({ id }) => id)).toEqual(["home/readings/water"]);
  vi.restoreAllMocks();
  await t.advance("2m");
  await using again = await t.restart();
  expect((await again.host.sensors()).map(({ state }) => state)).toEqual([0]);
});

it("what fails in the background because of the disk is the account's problem, not an unexpected error, and happens later", async () => {
  await using t = await createTestHost({ plugins: [{ plugin: bellPlugin }] });
  const rings = () => t.events.filter(({ type }) => type === "bell/rang").length;
  await t.advance("1m");
  await failWrites("ENOSPC");
  await t.advance("6m");
  expect(t.account.status().problem).toMatchObject({ code: "data-folder", message: expect.stringContaining("the disk is full (ENOSPC)") });
  expect(t.log.filter((line) => line.includes("unexpected error"))).toEqual([]);
  expect(rings()).toBe(0);
  vi.restoreAllMocks();
  await t.account.refresh();
  await t.advance("2m");
  expect(rings()).toBe(1);
  expect(t.account.status().problem).toBeUndefined();
});

it.runIf(process.platform === "linux")("leaves no file open although the disk fails while the host stops", async () => {
  await using t = await createTestHost({ plugins: [{ plugin: readingsPlugin }] });
  // A position without changes is written when the host stops.
  await t.advance("1m");
  const openFiles = async (): Promise<string[]> => {
    const numbers = await readdir("/proc/self/fd");
    const targets = await Promise.all(numbers.map((number) => readlink(`/proc/self/fd/${number}`).catch(() => "")));
    return targets.filter((target) => target.startsWith(t.dataDir));
  };
  expect(await openFiles()).toContainEqual(expect.stringContaining("feeds.log"));
  await failWrites("ENOSPC");
  await t.host.stop();
  expect(t.log).toContainEqual(expect.stringContaining("could not write pending data: ENOSPC"));
  expect(await openFiles()).toEqual([]);
});
