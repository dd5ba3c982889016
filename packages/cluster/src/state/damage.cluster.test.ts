import { expect, it } from "vitest";
import { describeOnRedis, useRedis } from "../../test/test-redis.fixture.ts";
import { createNumberedState, createTestState } from "../../test/test-state.fixture.ts";
import { createClusterKeys } from "../keys/cluster-keys.ts";

const list = "p/f/a";
const file = { purpose: "test", onSetAside() {}, consequence: "Sign in again." };

describeOnRedis("what cannot be read", () => {
  const server = useRedis();

  /** Two accounts with a snapshot, three records and a file each. */
  const setup = async () => {
    const t = createTestState(server().connect());
    for (const account of ["home", "work"]) {
      const store = await t.state.open(account, await t.own(account));
      const numbered = createNumberedState();
      for (const part of [list, "p/f/b"]) await store.commit(numbered.add(part, 1));
      await store.compact(numbered.parts());
      for (const number of [2, 3, 4]) await store.commit(numbered.add(list, number));
      await store.file("sign-in", file).update(() => account);
    }
    const home = t.keys.accountKeys("home");
    return { ...t, home, work: t.keys.accountKeys("work"), open: async () => t.state.open("home", await t.own("home")) };
  };
  type Setup = Awaited<ReturnType<typeof setup>>;
  const swapRecords = async ({ redis, home }: Setup) => {
    const [first, second] = await redis.lrangeBuffer(home.log, 0, 1);
    await redis.lset(home.log, 0, second!);
    await redis.lset(home.log, 1, first!);
  };
  const takePart = async ({ redis, home, work }: Setup) => {
    const [from, to] = [await redis.hgetallBuffer(work.base), await redis.hkeys(home.base)];
    await redis.hset(home.base, to[0]!, Object.values(from)[0]!);
  };

  it.each<[damage: string, harm: (t: Setup) => Promise<unknown>]>([
    ["a record that was moved", swapRecords],
    ["a record that was dropped", ({ redis, home }) => redis.lpop(home.log)],
    ["a last record that was dropped", ({ redis, home }) => redis.rpop(home.log)],
    ["a record of another account", async ({ redis, home, work }) => redis.lset(home.log, 0, (await redis.lindexBuffer(work.log, 0))!)],
    ["a changed byte", ({ redis, home }) => redis.lset(home.log, 0, Buffer.alloc(80, 1))],
    ["a part of another account", takePart],
    ["a table that was dropped", ({ redis, home }) => redis.hdel(home.base, "table")],
    ["an older snapshot's position", ({ redis, home }) => redis.hset(home.meta, "base", 1, "seq", 4)],
  ])("%s: everything is set aside for 30 days, and the account begins with nothing but its sign-in", async (_, harm) => {
    const t = await setup();
    await harm(t);
    const store = await t.open();
    expect(store.setAside).toMatchObject({ code: "store-damaged", details: { movedTo: t.home.aside?.meta } });
    const numbered = createNumberedState(store);
    expect(numbered.lists.size).toBe(0);
    await store.commit(numbered.add(list, 7));
    expect(await store.file("sign-in", file).read()).toBe("home");
    expect(await t.redis.llen(t.home.aside!.log)).toBeGreaterThanOrEqual(2);
    const [days] = [(await t.redis.ttl(t.home.aside!.base)) / 86_400];
    expect(days).toBeGreaterThan(29.9);
    expect(days).toBeLessThanOrEqual(30);
    const again = await t.open();
    expect(again.setAside).toBeUndefined();
    expect(createNumberedState(again).lists.get(list)).toEqual([7]);
  });

  it("a damaged key of the account: its files are set aside, too", async () => {
    const t = await setup();
    const key = (await t.redis.hgetBuffer(t.home.meta, "key"))!;
    key[20]! ^= 1;
    await t.redis.hset(t.home.meta, "key", key);
    const store = await t.open();
    expect(store.setAside?.code).toBe("store-damaged");
    expect(await store.file("sign-in", file).read()).toBeUndefined();
    expect(await t.redis.exists(t.home.aside!.files)).toBe(1);
  });

  it("an unreadable file is set aside alone, and reported once", async () => {
    const t = await setup();
    await t.redis.hset(t.home.files, "sign-in", (await t.redis.hgetBuffer(t.work.files, "sign-in"))!);
    const reports: string[] = [];
    const store = await t.open();
    const signIn = store.file<string>("sign-in", { ...file, onSetAside: ({ message }) => reports.push(message) });
    expect(await signIn.read()).toBeUndefined();
    expect(await signIn.update((before) => before ?? "new")).toBe("new");
    expect(await signIn.read()).toBe("new");
    expect(reports).toEqual([expect.stringMatching(/^What Redis has as sign-in of the account home cannot be read.*Sign in again\.$/)]);
    expect(createNumberedState(store).lists.get(list)).toEqual([1, 2, 3, 4]);
  });

  it("a file of another shape is set aside", async () => {
    const t = await setup();
    const isNumber = (value: unknown): value is number => typeof value === "number";
    expect(await (await t.open()).file("sign-in", { ...file, isValid: isNumber }).read()).toBeUndefined();
  });

  it("another cluster key is refused, and nothing is set aside", async () => {
    const t = await setup();
    const before = await t.redis.hgetall(t.home.meta);
    const other = createTestState(server().connect(), { clusterKeys: createClusterKeys(["22".repeat(32)]) });
    await expect(other.state.open("home", await other.own("home"))).rejects.toMatchObject({
      code: "store-damaged",
      details: { reason: "wrong-key" },
    });
    expect(await t.redis.hgetall(t.home.meta)).toEqual(before);
    expect(createNumberedState(await t.open()).lists.get(list)).toEqual([1, 2, 3, 4]);
  });
});
