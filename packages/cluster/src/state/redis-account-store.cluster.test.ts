import { expect, it } from "vitest";
import { describeOnRedis, useRedis } from "../../test/test-redis.fixture.ts";
import { createNumberedState, createTestState } from "../../test/test-state.fixture.ts";

describeOnRedis("the store of an account in Redis", () => {
  const server = useRedis();
  const setup = () => createTestState(server().connect());

  it("replays what was committed, in order", async () => {
    const t = setup();
    const store = await t.state.open("home", await t.own("home"));
    const numbered = createNumberedState();
    await Promise.all([1, 2, 3].map((number) => store.commit(numbered.add("p/f/a", number))));
    await store.commit(numbered.add("", 4));
    await store.close();
    const again = createNumberedState(await t.state.open("home", await t.own("home")));
    expect(again.lists).toEqual(
      new Map([
        ["p/f/a", [1, 2, 3]],
        ["", [4]],
      ]),
    );
    expect(again.lists).toEqual(numbered.lists);
  });

  it("gives events rising ids in the order in which they were stored", async () => {
    const t = setup();
    const store = await t.state.open("home", await t.own("home"));
    const numbered = createNumberedState();
    await Promise.all([1, 2, 3].map((number) => store.commit(numbered.add("p/f/a", number, "added"))));
    const events = await t.readEvents("home");
    expect(events.map((event) => event?.payload)).toEqual([{ number: 1 }, { number: 2 }, { number: 3 }]);
    const ids = events.map((event) => Number(event?.id));
    expect(ids).toEqual([ids[0], ids[0]! + 1, ids[0]! + 2]);
  });

  it("refuses every write of an owner that lost its lock", async () => {
    const t = setup();
    const store = await t.state.open("home", await t.own("home"));
    const numbered = createNumberedState();
    await store.commit(numbered.add("p/f/a", 1));
    const next = await t.own("home");
    const writes = [
      store.commit(numbered.add("p/f/a", 2, "added")),
      store.commit(numbered.add("p/f/a", 3)),
      store.file("sign-in", { purpose: "test", onSetAside() {}, consequence: "" }).update(() => "theirs"),
      store.compact([]),
    ];
    for (const write of writes) await expect(write).rejects.toMatchObject({ code: "lease-lost" });
    await expect(store.commit(numbered.add("p/f/a", 4))).rejects.toMatchObject({ code: "lease-lost" });
    const again = await t.state.open("home", next);
    expect(createNumberedState(again).lists).toEqual(new Map([["p/f/a", [1]]]));
    expect(await again.file("sign-in", { purpose: "test", onSetAside() {}, consequence: "" }).read()).toBeUndefined();
    expect(await t.readEvents("home")).toEqual([]);
    expect(numbered.lists).toEqual(new Map([["p/f/a", [1]]]));
  });

  it("is opened and removed by the owner only, and nothing of it remains", async () => {
    const t = setup();
    const lease = await t.own("home");
    const store = await t.state.open("home", lease);
    await store.commit(createNumberedState().add("p/f/a", 1));
    await store.compact([{ id: "p/f/a", records: [{ t: "add" }] }]);
    await store.file("sign-in", { purpose: "test", onSetAside() {}, consequence: "" }).update(() => "kept");
    const next = await t.own("home");
    await expect(t.state.open("home", lease)).rejects.toMatchObject({ code: "lease-lost" });
    await expect(t.state.remove("home", lease)).rejects.toMatchObject({ code: "lease-lost" });
    await t.state.remove("home", next);
    expect(await t.redis.keys("test:acct:*")).toEqual([]);
  });

  it("packs only the parts that have changed, and continues after them", async () => {
    const t = setup();
    const store = await t.state.open("home", await t.own("home"));
    const numbered = createNumberedState();
    for (const part of ["p/f/a", "p/f/b", ""]) await store.commit(numbered.add(part, 1));
    await store.compact(numbered.parts());
    const { base, log } = t.keys.accountKeys("home");
    const before = await t.redis.hgetall(base);
    expect(await t.redis.llen(log)).toBe(0);
    await store.commit(numbered.add("p/f/b", 2));
    await store.compact(numbered.parts());
    const after = await t.redis.hgetall(base);
    // The part a is the same field; b, the part without an id, and the table were written.
    expect(Object.keys(before).filter((field) => before[field] === after[field])).toHaveLength(1);
    expect(Object.keys(after)).toHaveLength(4);
    await store.commit(numbered.add("p/f/a", 3));
    const again = await t.state.open("home", await t.own("home"));
    const replayed = createNumberedState(again);
    expect(replayed.lists).toEqual(numbered.lists);
    // A record after the snapshot changes its part, also in the next process.
    await again.compact(replayed.parts());
    expect(createNumberedState(await t.state.open("home", await t.own("home"))).lists).toEqual(numbered.lists);
  });

  it("says that a compaction pays when much was stored since the last one", async () => {
    const t = setup();
    const store = await t.state.open("home", await t.own("home"));
    const numbered = createNumberedState();
    const due: boolean[] = [];
    for (let number = 0; !due.at(-1) && number < 2_000; number++) {
      await store.commit(numbered.add(`p/f/${number}-${"x".repeat(40)}`, number));
      due.push(store.isCompactionDue);
    }
    expect(due.at(-1)).toBe(true);
    expect(store.size).toBeGreaterThan(24_000);
    await store.compact(numbered.parts());
    expect(store.isCompactionDue).toBe(false);
  });
});
