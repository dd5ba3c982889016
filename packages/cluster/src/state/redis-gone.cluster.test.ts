import { createFakeClock } from "@casement/graph-emulator";
import { expect, it } from "vitest";
import { describeOnRedis, startRedis } from "../../test/test-redis.fixture.ts";
import { createNumberedState, createTestState } from "../../test/test-state.fixture.ts";

const list = "p/f/a";

async function setup() {
  const server = await startRedis();
  const clock = createFakeClock();
  const { redis, state, own } = createTestState(server.connect(), { clock });
  const store = await state.open("home", await own("home"));
  const numbered = createNumberedState();
  return {
    server,
    redis,
    clock,
    store,
    numbered,
    add: (number: number) => numbered.add(list, number),
    /** The numbers that are in memory. */
    applied: () => numbered.lists.get(list) ?? [],
    /** The numbers that the next owner finds. */
    stored: async () => createNumberedState(await state.open("home", await own("home"))).lists.get(list) ?? [],
    async stop() {
      await server.stop();
      await expect.poll(() => redis.status).not.toBe("ready");
    },
    [Symbol.asyncDispose]: () => server[Symbol.asyncDispose](),
  };
}

describeOnRedis("while Redis is gone", () => {
  it("a step waits for a minute, and is stored if Redis comes back", async () => {
    await using t = await setup();
    await t.stop();
    const committed = t.store.commit(t.add(1));
    await t.clock.advance(59_000);
    expect(t.applied()).toEqual([]);
    await t.server.start();
    await committed;
    expect([t.applied(), await t.stored()]).toEqual([[1], [1]]);
  });

  it("after a minute a step is refused and never stored; one that has happened is applied, and stored later", async () => {
    await using t = await setup();
    await t.store.commit(t.add(1));
    await t.stop();
    const refused = expect(t.store.commit(t.add(2))).rejects.toMatchObject({ code: "store-unavailable" });
    const kept = t.store.keep(t.add(3));
    await t.clock.advance(60_000);
    await Promise.all([refused, kept]);
    expect(t.applied()).toEqual([1, 3]);
    expect(t.store.fault).toMatchObject({ message: "Redis does not store what changes." });
    // From now on nobody waits to hear that Redis is gone.
    await t.store.keep(t.add(4));
    await t.server.start();
    await t.store.storeKept();
    expect(t.store.fault).toBeUndefined();
    await t.store.commit(t.add(5));
    expect([t.applied(), await t.stored()]).toEqual([
      [1, 3, 4, 5],
      [1, 3, 4, 5],
    ]);
  });

  it("a thousand steps of an account wait, and no more", async () => {
    await using t = await setup();
    await t.stop();
    const waiting = Array.from({ length: 1_000 }, (_, index) => t.store.commit(t.add(index)));
    await expect(t.store.commit(t.add(1_000))).rejects.toMatchObject({ code: "store-unavailable" });
    await t.server.start();
    await Promise.all(waiting);
    expect(await t.stored()).toEqual(Array.from({ length: 1_000 }, (_, index) => index));
  });

  it("an account is opened again if a step was stored after it had been refused", async () => {
    await using t = await setup();
    await t.store.commit(t.add(1));
    t.server.suspend();
    const refused = expect(t.store.commit(t.add(2))).rejects.toMatchObject({ code: "store-unavailable" });
    // By then the step is on its way.
    await t.clock.advance(60_000, () => new Promise(setImmediate));
    await refused;
    t.server.resume();
    await expect(t.store.commit(t.add(3))).rejects.toMatchObject({ code: "store-behind" });
    expect([t.applied(), await t.stored()]).toEqual([[1], [1, 2]]);
  });

  it("a Redis whose memory is full stores nothing of a step, and what was kept as soon as it can", async () => {
    await using t = await setup();
    await t.store.commit(t.add(1));
    await t.redis.config("SET", "maxmemory", "1");
    await expect(t.store.commit(t.add(2))).rejects.toThrow("it refused to write (OOM)");
    await expect(t.store.compact(t.numbered.parts())).rejects.toThrow("it refused to write (OOM)");
    await t.store.keep(t.add(3));
    await expect(t.store.storeKept()).rejects.toMatchObject({ code: "store-unavailable" });
    await t.redis.config("SET", "maxmemory", "0");
    await t.store.commit(t.add(4));
    expect([t.applied(), await t.stored()]).toEqual([
      [1, 3, 4],
      [1, 3, 4],
    ]);
  });

  it("what a compaction contains is not stored a second time", async () => {
    await using t = await setup();
    await t.redis.config("SET", "maxmemory", "1");
    await t.store.keep(t.add(1));
    await t.redis.config("SET", "maxmemory", "0");
    await t.store.compact(t.numbered.parts());
    await t.store.close();
    expect(await t.stored()).toEqual([1]);
  });
});
