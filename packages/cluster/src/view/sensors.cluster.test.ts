import { expect, test } from "vitest";
import { describeOnRedis, useRedis } from "../../test/test-redis.fixture.ts";
import { createTestView, numbered } from "../../test/test-view.fixture.ts";
import { createSlotKeys, workerOfToken } from "../ownership/slot-keys.ts";

describeOnRedis("sensors", () => {
  const server = useRedis();
  const statesOf = (sensors: readonly { id: string; state?: unknown }[]) => Object.fromEntries(sensors.map(({ id, state }) => [id, state]));

  test("what an owner tells is seen by who shows it: at once what can be listed, and the rest when asked", async () => {
    const t = createTestView(server());
    const { lease } = await t.open("home");
    t.sensors.tell(numbered("home/todo/before", 1, { items: ["Milk"] }), lease);
    await t.sensors.written();
    const { mirror, told } = await t.openMirror();
    expect(mirror.index()).toEqual([expect.objectContaining({ id: "home/todo/before", state: 1, title: "The list home/todo/before" })]);
    expect(mirror.index()[0]).not.toHaveProperty("attributes");
    expect(await mirror.sensors(["home/todo/before", "home/todo/none"])).toEqual([
      { ...numbered("home/todo/before", 1, { items: ["Milk"] }), error: undefined, present: undefined },
    ]);
    t.sensors.tell(numbered("home/todo/later", 2, { items: ["Bread"] }), lease);
    await expect.poll(() => told).toEqual([numbered("home/todo/later", 2, { items: ["Bread"] })]);
    expect(statesOf(mirror.index("home"))).toEqual({ "home/todo/before": 1, "home/todo/later": 2 });
    expect(mirror.index("office")).toEqual([]);
    expect(t.problems).toEqual([]);
  });

  test("of many changes the newest is told last, and nothing is missed between the index and the stream", async () => {
    const t = createTestView(server());
    const { lease } = await t.open("home");
    let isTelling = true;
    let last = 0;
    const telling = (async () => {
      while (isTelling) {
        last++;
        for (const list of ["a", "b", "c"]) t.sensors.tell(numbered(`home/todo/${list}`, last), lease);
        await t.sensors.written();
      }
    })();
    const opened = await Promise.all([t.openMirror(), t.openMirror(), t.openMirror()]);
    await expect.poll(() => opened.every(({ told }) => told.length > 20)).toBe(true);
    isTelling = false;
    await telling;
    for (const { mirror, told } of opened) {
      await expect.poll(() => statesOf(mirror.index())).toEqual({ "home/todo/a": last, "home/todo/b": last, "home/todo/c": last });
      await expect
        .poll(() =>
          told
            .filter(({ state }) => state === last)
            .map(({ id }) => id)
            .sort(),
        )
        .toContain("home/todo/c");
      const states = told.filter(({ id }) => id === "home/todo/a").map(({ state }) => Number(state));
      expect(states).toEqual([...states].sort((one, other) => one - other));
    }
  });

  test("who has lost an account tells nothing more of it, also when it does not know yet", async () => {
    const t = createTestView(server());
    const { lease } = await t.open("home");
    t.sensors.tell(numbered("home/todo/list", 1), lease);
    await t.sensors.written();
    const second = createTestView(server());
    const { lease: newer } = await second.open("home");
    second.sensors.tell(numbered("home/todo/list", 2), newer);
    await second.sensors.written();
    t.sensors.tell(numbered("home/todo/list", 1), lease);
    await t.sensors.written();
    expect(t.problems).toEqual([expect.objectContaining({ code: "lease-lost" })]);
    const { mirror } = await t.openMirror();
    expect(statesOf(mirror.index())).toEqual({ "home/todo/list": 2 });
  });

  test("nothing that Microsoft 365 contains can be read in Redis", async () => {
    const t = createTestView(server());
    const { lease } = await t.open("home");
    t.sensors.tell({ ...numbered("home/todo/list", 1, { items: ["Divorce lawyer"] }), title: "Secret plans", state: "Top secret" }, lease);
    await t.sensors.written();
    const stored: string[] = [];
    for (const key of await t.redis.keys("*")) stored.push(((await t.redis.dumpBuffer(key)) ?? Buffer.of()).toString("latin1"));
    expect(stored.join("\n")).toContain("home/todo/list");
    expect(stored.join("\n")).not.toMatch(/Divorce|Secret|secret/);
  });

  test("a removed account disappears, and may come back with another key", async () => {
    const t = createTestView(server());
    const { lease, store } = await t.open("home");
    t.sensors.tell(numbered("home/todo/list", 1), lease);
    await t.sensors.written();
    const { mirror, told } = await t.openMirror();
    expect(statesOf(mirror.index())).toEqual({ "home/todo/list": 1 });
    await store.close();
    await t.state.remove("home", lease);
    await expect.poll(() => mirror.index()).toEqual([]);
    expect(told).toEqual([expect.objectContaining({ id: "home/todo/list", gone: true, stale: true, attributes: {} })]);
    const { lease: again } = await t.open("home");
    t.sensors.tell(numbered("home/todo/list", 7), again);
    await expect.poll(() => statesOf(mirror.index())).toEqual({ "home/todo/list": 7 });
    await expect.poll(() => told.at(-1)).toMatchObject({ state: 7 });
    // Who begins to read now has only the other key.
    const { mirror: later } = await t.openMirror();
    expect(statesOf(later.index())).toEqual({ "home/todo/list": 7 });
  });

  test("sensors of an account that nobody runs are stale, and say so, until somebody does", async () => {
    const t = createTestView(server());
    const { lease } = await t.open("home");
    t.sensors.tell(numbered("home/todo/list", 1), lease);
    await t.sensors.written();
    const { mirror, told } = await t.openMirror();
    expect(mirror.index()).toMatchObject([{ stale: false }]);
    await t.redis.del(t.lockOf("home"));
    await expect
      .poll(() => mirror.index())
      .toMatchObject([{ stale: true, state: 1, error: "No worker runs the account home at the moment.", errorCode: "not-running" }]);
    await expect.poll(() => told).toMatchObject([{ stale: true, state: 1 }]);
    await t.own("home");
    await expect.poll(() => mirror.index()).toMatchObject([{ stale: false }]);
    await expect.poll(() => told.at(-1)).toMatchObject({ stale: false });
  });

  test("sensors of an account that waits to be tried are stale, say so, and are current when it is opened", async () => {
    const t = createTestView(server());
    const [{ lease }, user] = [await t.open("home"), await t.open("user")];
    t.sensors.tell(numbered("home/todo/list", 1), lease);
    t.sensors.tell(numbered("user/todo/list", 1), user.lease);
    await t.sensors.written();
    const { mirror } = await t.openMirror({ signInOf: () => "home" });
    const problemOf = (account: string) =>
      mirror.index(account).map(({ stale, errorCode, errorDetails }) => [account, stale, errorCode, errorDetails]);
    const problems = () => ["home", "user"].flatMap(problemOf);
    const current = [
      ["home", false, undefined, undefined],
      ["user", false, undefined, undefined],
    ];
    const slotKeys = createSlotKeys(t.keys);
    const opening = slotKeys.opening(workerOfToken(lease.token));
    // One crash is no suspicion.
    await t.redis.hset(slotKeys.crashes, "home", "1.5");
    await expect.poll(async () => [problems(), await t.redis.hlen(slotKeys.crashes)]).toEqual([current, 1]);
    await t.redis.hset(slotKeys.crashes, "home", "2");
    const waits = ["home", "user"].map((account) => [account, true, "not-running", { reason: "tried-soon" }]);
    await expect.poll(problems).toEqual(waits);
    expect(mirror.missing("home")?.cure).toContain("casement accounts retry home");
    await t.redis.zadd(opening, Date.now(), "home");
    await expect.poll(problems).toEqual(current);
    // It was set aside, its time has come, and nobody has opened it yet.
    await t.redis
      .multi()
      .del(slotKeys.crashes, opening)
      .hset(slotKeys.closed, "home", `1:${Date.now() - 1}`)
      .exec();
    await expect.poll(problems).toEqual(waits);
  });

  test("without Redis, what was read before is served with its attributes, and the rest without, all of it stale", async () => {
    const t = createTestView(server());
    const { lease } = await t.open("home");
    for (const list of ["read", "unread"]) t.sensors.tell(numbered(`home/todo/${list}`, 1, { items: ["Milk"] }), lease);
    await t.sensors.written();
    const { mirror, told } = await t.openMirror();
    await mirror.sensors(["home/todo/read"]);
    await server().stop();
    const ids = ["home/todo/read", "home/todo/unread"];
    const served = await mirror.sensors(ids);
    expect(served.map(({ state, stale, errorCode, attributes }) => [state, stale, errorCode, attributes])).toEqual([
      [1, true, "store-unavailable", { items: ["Milk"] }],
      [1, true, "store-unavailable", {}],
    ]);
    // Who follows learns nothing of a sensor whose attributes are not known.
    await expect
      .poll(() => told.map(({ id, stale, attributes }) => [id, stale, attributes]))
      .toEqual([["home/todo/read", true, { items: ["Milk"] }]]);
    await server().start();
    await expect
      .poll(async () => (await mirror.sensors(ids)).map(({ attributes }) => attributes))
      .toEqual([{ items: ["Milk"] }, { items: ["Milk"] }]);
  });

  test("Redis gone and back: all are stale meanwhile, and what was told is seen afterwards", async () => {
    const t = createTestView(server());
    const { lease } = await t.open("home");
    t.sensors.tell(numbered("home/todo/list", 1), lease);
    await t.sensors.written();
    const { mirror } = await t.openMirror();
    await server().stop();
    for (let state = 2; state < 50; state++) t.sensors.tell(numbered("home/todo/list", state), lease);
    await expect.poll(() => mirror.index()).toMatchObject([{ stale: true, state: 1 }]);
    await server().start();
    await expect.poll(() => mirror.index()).toMatchObject([{ stale: false, state: 49 }]);
  });

  test("a mirror that was too slow reads everything again, and tells what is gone", async () => {
    const t = createTestView(server());
    const [home, office] = [await t.open("home"), await t.open("office")];
    t.sensors.tell(numbered("home/todo/list", 1), home.lease);
    t.sensors.tell(numbered("office/todo/list", 1), office.lease);
    await t.sensors.written();
    const { mirror, told } = await t.openMirror();
    expect(mirror.index()).toHaveLength(2);
    // The stream without its beginning, and without a word about the office.
    const { index, sensors } = t.keys.accountKeys("office");
    await t.redis.multi().del(index, sensors, t.keys.changes).exec();
    t.sensors.tell(numbered("home/todo/list", 2), home.lease);
    await expect.poll(() => statesOf(mirror.index())).toEqual({ "home/todo/list": 2 });
    await expect
      .poll(() => told.map(({ id, gone }) => [id, gone]))
      .toEqual([
        ["office/todo/list", true],
        ["home/todo/list", false],
      ]);
  });
});
