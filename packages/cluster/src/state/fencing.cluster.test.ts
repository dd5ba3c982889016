import { expect, it } from "vitest";
import { startRedisProxy } from "../../test/redis-proxy.fixture.ts";
import { startWriter } from "../../test/start-writer.fixture.ts";
import { describeOnRedis, startRedis } from "../../test/test-redis.fixture.ts";
import { createNumberedState, createTestState } from "../../test/test-state.fixture.ts";
import { connectRedis } from "../redis/connect-redis.ts";

const list = "p/f/a";
const upTo = (end: number): number[] => Array.from({ length: end }, (_, index) => index + 1);

describeOnRedis("fencing", () => {
  it("refuses a writer that was suspended in the middle of its writes, and mixes no two histories", async () => {
    await using redis = await startRedis();
    const t = createTestState(redis.connect());
    const writer = startWriter(redis.url, (await t.own("home")).token);
    await expect.poll(() => writer.lines.length).toBeGreaterThan(20);
    writer.child.kill("SIGSTOP");
    const store = await t.state.open("home", await t.own("home"));
    const numbered = createNumberedState(store);
    const theirs = numbered.lists.get(list)!;
    for (let number = 10_001; number <= 10_020; number++) await store.commit(numbered.add(list, number));
    writer.child.kill("SIGCONT");
    for (let number = 10_021; number <= 10_040; number++) await store.commit(numbered.add(list, number));
    await writer.ended;
    expect(writer.lines.at(-1)).toBe("lease-lost");
    const ours = upTo(40).map((number) => 10_000 + number);
    expect(createNumberedState(await t.state.open("home", await t.own("home"))).lists.get(list)).toEqual([...theirs, ...ours]);
    expect(theirs).toEqual(upTo(theirs.length));
    expect(theirs.length).toBeGreaterThanOrEqual(Number(writer.lines.at(-2)));
  });

  it("stores a step once if the answer is lost and it is sent again", async () => {
    await using redis = await startRedis();
    await using proxy = await startRedisProxy(redis.url);
    const connection = connectRedis({ url: proxy.url, onProblem() {} });
    const t = createTestState(connection);
    const store = await t.state.open("home", await t.own("home"));
    const numbered = createNumberedState();
    const file = store.file<string>("sign-in", { purpose: "test", onSetAside() {}, consequence: "" });
    const write = {
      step: (number: number) => store.commit(numbered.add(list, number, "added")),
      file: (value: string) => file.update((before = "") => `${before}${value}`),
      compaction: () => store.compact(numbered.parts()),
    };
    // Redis must know the scripts: the answer that is lost is that of the write.
    await write.step(1);
    await write.file("a");
    await write.compaction();
    proxy.loseNextAnswer();
    await write.step(2);
    proxy.loseNextAnswer();
    await write.compaction();
    await write.step(3);
    expect(proxy.lostAnswers).toBe(2);
    await file.update((before) => {
      proxy.loseNextAnswer();
      return `${before}b`;
    });
    expect(proxy.lostAnswers).toBe(3);
    expect(createNumberedState(await t.state.open("home", await t.own("home"))).lists.get(list)).toEqual([1, 2, 3]);
    expect((await t.readEvents("home")).map((event) => event?.payload)).toEqual(upTo(3).map((number) => ({ number })));
    expect(await file.read()).toBe("ab");
    connection.disconnect();
  });

  it("opens an account again if Redis lost its last second, so that nothing is missing and no event comes twice", async () => {
    await using redis = await startRedis();
    const t = createTestState(redis.connect());
    const lease = await t.own("home");
    const store = await t.state.open("home", lease);
    const numbered = createNumberedState();
    await store.commit(numbered.add(list, 1, "added"));
    await store.commit(numbered.add(list, 2, "added"));
    await redis.stop("SIGKILL");
    // In the middle of the last script.
    await redis.changeAppendOnlyFile((content) => content.subarray(0, content.lastIndexOf("MULTI") + 40));
    await redis.start();
    expect(await store.isIntact()).toBe(false);
    // The cursor of this step would leave out what the lost one brought.
    await expect(store.commit(numbered.add(list, 3, "added"))).rejects.toMatchObject({ code: "store-behind" });
    await expect(store.commit(numbered.add(list, 4))).rejects.toMatchObject({ code: "store-behind" });
    const again = await t.state.open("home", lease);
    const reopened = createNumberedState(again);
    expect(reopened.lists.get(list)).toEqual([1]);
    await again.commit(reopened.add(list, 2, "added"));
    await again.commit(reopened.add(list, 3, "added"));
    expect((await t.readEvents("home")).map((event) => event?.payload)).toEqual(upTo(3).map((number) => ({ number })));
  });

  it("leaves the old or the new snapshot when a process is killed while it compacts and appends", async () => {
    await using redis = await startRedis();
    const t = createTestState(redis.connect());
    let least = 0;
    for (const written of [10, 23, 31]) {
      const writer = startWriter(redis.url, (await t.own("home")).token, "compact");
      await expect.poll(() => writer.lines.length).toBeGreaterThan(written);
      writer.child.kill("SIGKILL");
      await writer.ended;
      const store = await t.state.open("home", await t.own("home"));
      const numbers = createNumberedState(store).lists.get(list)!;
      expect(store.setAside).toBeUndefined();
      expect(numbers).toEqual(upTo(numbers.length));
      expect(numbers.length).toBeGreaterThanOrEqual(Number(writer.lines.at(-1)));
      expect(numbers.length).toBeGreaterThan(least + written);
      least = numbers.length;
    }
  });
});
