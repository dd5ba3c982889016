import { definePlugin } from "@casement/core";
import { createTestHost } from "@casement/testing";
import { afterEach, describe, expect, it, vi } from "vitest";
import * as z from "zod";
import { createShelves } from "../test/plugins/shelves.fixture.ts";
import { fillDisk } from "../test/store/failing-disk.fixture.ts";

afterEach(() => vi.restoreAllMocks());

it("publishes every sensor as gone when the account's data is deleted", async () => {
  const library = createShelves();
  await using t = await createTestHost({ plugins: [{ plugin: library.plugin }] });
  const published: unknown[] = [];
  t.host.onSensor(({ id, state, attributes, stale, gone }) => void published.push({ id, state, attributes, stale, gone }));
  await t.account.logout();
  const gone = { state: undefined, attributes: {}, stale: true, gone: true };
  expect(published).toEqual(
    expect.arrayContaining([
      { id: "home/library/shelf-a", ...gone },
      { id: "home/library/visitors", ...gone },
    ]),
  );
  expect((await t.host.events.after()).events.filter(({ account, type }) => account === "home" && type.startsWith("library/"))).toEqual([]);
});

it("names the accounts and sensors that exist", async () => {
  const library = createShelves();
  await using t = await createTestHost({ plugins: [{ plugin: library.plugin }] });
  expect(() => t.host.account("hom")).toThrow('There is no account "hom". Did you mean home?');
  expect(() => t.host.account("elsewhere")).toThrow('There is no account "elsewhere". Available: home.');
  await expect(t.host.sensor("home/library/shelf-b")).rejects.toThrow('There is no sensor "home/library/shelf-b". Did you mean');
});

it("shows stored values after a start without its scheduler, and reads everything when it goes live", async () => {
  const library = createShelves();
  await using t = await createTestHost({ plugins: [{ plugin: library.plugin }] });
  library.rounds.length = 0;
  await using once = await t.restart({ mode: "once" });
  await once.advance("5m");
  expect(once.sensor("library/shelf-a")).toMatchObject({ state: 1, stale: true });
  expect(library.rounds).toEqual([]);
  await once.host.start();
  await once.host.settled();
  expect(once.sensor("library/shelf-a")).toMatchObject({ state: 1, stale: false });
});

it.each([true, false])("forgets what plugins keep in memory at a logout that keeps the data: %s", async (keepData) => {
  let created = 0;
  const read = ({ memory }: { memory<T>(name: string, create: () => T): T }) => ({ state: memory("number", () => ++created) });
  const counter = definePlugin({
    id: "counter",
    title: "Counter",
    scopes: { "User.Read": { tier: "read", why: "Count" } },
    sensors: { number: { title: "Number", scope: "User.Read", every: "1m", value: z.object({ state: z.number() }), read } },
  });
  await using t = await createTestHost({ plugins: [{ plugin: counter }] });
  await t.advance("2m");
  expect(t.sensor("counter/number")).toMatchObject({ state: 1 });
  await t.account.logout({ keepData });
  await t.signIn();
  expect(t.sensor("counter/number")).toMatchObject({ state: 2 });
});

describe("the data folder", () => {
  it("is used as soon as it can be written, if it could not at the start", async () => {
    await fillDisk();
    await using t = await createTestHost({ plugins: [{ plugin: createShelves().plugin }], signedOut: true });
    expect(t.log).toContainEqual(expect.stringMatching(/^error The data folder .* cannot be written: the disk is full \(ENOSPC\)\./));
    await t.advance("2m");
    const usable = `info The data folder ${t.dataDir} can be written again.`;
    expect(t.log).not.toContain(usable);
    vi.restoreAllMocks();
    await t.advance("2m");
    expect(t.log.filter((line) => line === usable)).toHaveLength(1);
    await t.signIn();
    await using again = await t.restart();
    expect(again.sensor("library/shelf-a")).toMatchObject({ state: 1, stale: false });
  });
});
