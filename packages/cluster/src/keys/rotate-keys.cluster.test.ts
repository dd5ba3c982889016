import { expect, it } from "vitest";
import { describeOnRedis, startRedis } from "../../test/test-redis.fixture.ts";
import { createNumberedState, createTestState, testClusterKey } from "../../test/test-state.fixture.ts";
import { createClusterKeys } from "./cluster-keys.ts";
import { checkClusterKeys, countByClusterKey, rotateClusterKeys } from "./rotate-keys.ts";

const list = "p/f/a";
const [old, next] = [testClusterKey, "22".repeat(32)];
const [onlyOld, oldFirst, nextFirst, onlyNext] = [[old], [old, next], [next, old], [next]].map(createClusterKeys) as [
  ReturnType<typeof createClusterKeys>,
  ReturnType<typeof createClusterKeys>,
  ReturnType<typeof createClusterKeys>,
  ReturnType<typeof createClusterKeys>,
];
const names = Array.from({ length: 8 }, (_, index) => `account-${index}`);

describeOnRedis("the cluster keys", () => {
  it("are replaced under load, while every step is half done", async () => {
    await using server = await startRedis();
    const redis = server.connect();
    const process = (clusterKeys: ReturnType<typeof createClusterKeys>) => createTestState(redis, { clusterKeys });
    const first = process(onlyOld);
    const inRedis = { redis, keys: first.keys };
    await checkClusterKeys({ ...inRedis, clusterKeys: onlyOld });
    // Half of the accounts run in processes that do not yet have the new key.
    const running = await Promise.all(
      names.map(async (name, index) => {
        const t = index % 2 === 0 ? first : process(oldFirst);
        return { store: await t.state.open(name, await t.own(name)), numbered: createNumberedState() };
      }),
    );
    let isDone = false;
    const load = running.map(async ({ store, numbered }) => {
      let number = 0;
      while (!isDone) await store.commit(numbered.add(list, ++number));
    });
    // Interrupted after some accounts.
    const half = redis.duplicate();
    const interrupted = rotateClusterKeys({ redis: half, keys: first.keys, clusterKeys: nextFirst });
    await expect.poll(async () => (await countByClusterKey(inRedis)).get(nextFirst.fingerprint) ?? 0).toBeGreaterThan(2);
    half.disconnect();
    await interrupted.catch(() => {});
    // Whoever has both keys opens all accounts, and they hold what was committed.
    const both = process(oldFirst);
    const opened = await both.state.open("account-0", { token: (await redis.get(both.lockOf("account-0")))!, sure: () => true });
    expect(createNumberedState(opened).lists.get(list)?.[0]).toBe(1);
    await rotateClusterKeys({ ...inRedis, clusterKeys: nextFirst });
    expect(await countByClusterKey(inRedis)).toEqual(new Map([[onlyNext.fingerprint, names.length + 1]]));
    expect(await rotateClusterKeys({ ...inRedis, clusterKeys: nextFirst })).toBe(0);
    isDone = true;
    await Promise.all(load);
    // Now the old key is needed nowhere.
    await checkClusterKeys({ ...inRedis, clusterKeys: onlyNext });
    const last = process(onlyNext);
    for (const [index, name] of names.entries()) {
      const store = await last.state.open(name, await last.own(name));
      expect(createNumberedState(store).lists).toEqual(running[index]?.numbered.lists);
    }
    await expect(checkClusterKeys({ ...inRedis, clusterKeys: onlyOld })).rejects.toMatchObject({ details: { reason: "wrong-key" } });
  });

  it("of another cluster are refused at the start, and nothing is changed", async () => {
    await using server = await startRedis();
    const t = createTestState(server.connect());
    const inRedis = { redis: t.redis, keys: t.keys };
    await checkClusterKeys({ ...inRedis, clusterKeys: onlyOld });
    const store = await t.state.open("home", await t.own("home"));
    await store.commit(createNumberedState().add(list, 1));
    const before = await t.redis.hgetall(t.keys.cluster);
    const wrong = { code: "store-damaged", details: { reason: "wrong-key", fingerprint: onlyOld.fingerprint } };
    await expect(checkClusterKeys({ ...inRedis, clusterKeys: onlyNext })).rejects.toMatchObject(wrong);
    await expect(rotateClusterKeys({ ...inRedis, clusterKeys: onlyNext })).rejects.toMatchObject(wrong);
    expect(await t.redis.hgetall(t.keys.cluster)).toEqual(before);
    expect(await t.redis.keys("*aside*")).toEqual([]);
    await checkClusterKeys({ ...inRedis, clusterKeys: onlyOld });
  });

  it("also wrap the keys of what was set aside", async () => {
    await using server = await startRedis();
    const t = createTestState(server.connect());
    const store = await t.state.open("home", await t.own("home"));
    await store.commit(createNumberedState().add(list, 1));
    await t.redis.lset(t.keys.accountKeys("home").log, 0, "damaged");
    expect((await t.state.open("home", await t.own("home"))).setAside).toBeDefined();
    expect(await rotateClusterKeys({ redis: t.redis, keys: t.keys, clusterKeys: nextFirst })).toBe(2);
  });
});
