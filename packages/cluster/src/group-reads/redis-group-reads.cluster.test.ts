import { expect, it } from "vitest";
import type { GroupReaderProcessOptions } from "../../test/group-reader.fixture.ts";
import { startProcess, type TestProcess } from "../../test/start-process.fixture.ts";
import { describeOnRedis, startRedis, type TestRedis } from "../../test/test-redis.fixture.ts";

const start = (server: TestRedis, worker: string, ids: readonly string[], mayRead: boolean): TestProcess =>
  startProcess("group-reader.fixture.ts", [server.url, worker, JSON.stringify({ ids, mayRead } satisfies GroupReaderProcessOptions)]);

/** Who read what the process got last, by user. */
const readersOf = ({ lines }: TestProcess): Record<string, string> =>
  Object.fromEntries(
    lines
      .filter((line) => line.startsWith("deliver "))
      .map((line) => JSON.parse(line.slice("deliver ".length)) as { id: string; by: string })
      .map(({ id, by }) => [id, by]),
  );
const hasRead = ({ lines }: TestProcess): boolean => lines.some((line) => line.startsWith("read "));

describeOnRedis("a group of accounts on several workers", () => {
  it("is read by one of those that may, each worker gets its own, and the next one goes on after a kill", async () => {
    await using server = await startRedis();
    const first = start(server, "first", ["ada", "ben"], true);
    await expect.poll(() => readersOf(first)).toEqual({ ada: "first", ben: "first" });
    const second = start(server, "second", ["cho"], true);
    const third = start(server, "third", ["dee", "ada"], false);
    await expect.poll(() => readersOf(second)).toEqual({ cho: "first" });
    await expect.poll(() => readersOf(third)).toEqual({ dee: "first", ada: "first" });
    expect(Object.keys(readersOf(first)).sort()).toEqual(["ada", "ben"]);
    await expect.poll(() => first.lines).toContain("read 4");
    expect([hasRead(second), hasRead(third)]).toEqual([false, false]);
    third.say("is read");
    await expect.poll(() => third.lines).toContain("is read true");
    first.child.kill("SIGKILL");
    const killedAt = performance.now();
    await expect.poll(() => readersOf(third)).toEqual({ dee: "second", ada: "second" });
    expect(performance.now() - killedAt).toBeLessThan(10_000);
    expect(hasRead(third)).toBe(false);
  });

  it("is read by the next one when the reader may not read any more, and by nobody when nobody may", async () => {
    await using server = await startRedis();
    const first = start(server, "first", ["ada"], true);
    await expect.poll(() => first.lines).toContain("ready");
    const second = start(server, "second", ["ben"], true);
    await expect.poll(() => readersOf(second)).toEqual({ ben: "first" });
    first.say("refuse");
    await expect.poll(() => readersOf(first)).toEqual({ ada: "second" });
    second.say("refuse");
    const seen = (): number => first.lines.filter((line) => line.startsWith("deliver ")).length;
    await expect
      .poll(async () => {
        first.say("is read");
        return first.lines.at(-1);
      })
      .toBe("is read false");
    const before = seen();
    first.say("is read");
    await expect.poll(() => first.lines.filter((line) => line === "is read false").length).toBeGreaterThan(1);
    expect(seen()).toBe(before);
  });

  it("has nothing readable in Redis, and leaves nothing there when it ends", async () => {
    await using server = await startRedis();
    const redis = server.connect();
    const [first, second] = [start(server, "first", ["ada"], true), start(server, "second", ["ben"], false)];
    await expect.poll(() => readersOf(second)).toEqual({ ben: "first" });
    const keys = await redis.keys("test:*");
    const dumps = await Promise.all(keys.map((key) => redis.dumpBuffer(key)));
    for (const dump of dumps) expect([dump?.includes("ada"), dump?.includes("ben")]).toEqual([false, false]);
    first.say("stop");
    second.say("stop");
    await Promise.all([first.ended, second.ended]);
    const left = await redis.keys("test:*");
    // The streams end by themselves.
    expect(left.filter((key) => !key.startsWith("test:group-parts:"))).toEqual([]);
    for (const key of left) expect(await redis.pttl(key)).toBeGreaterThan(0);
  });

  it("goes on when Redis is back", async () => {
    await using server = await startRedis();
    const [first, second] = [start(server, "first", ["ada"], true), start(server, "second", ["ben"], false)];
    await expect.poll(() => readersOf(second)).toEqual({ ben: "first" });
    await server.stop();
    await expect.poll(() => first.lines).toContain("problem");
    await server.start();
    const seen = second.lines.length;
    await expect.poll(() => second.lines.slice(seen).some((line) => line.startsWith("deliver "))).toBe(true);
  });
});
