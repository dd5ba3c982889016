import { expect, it, onTestFinished } from "vitest";
import { describeOnRedis, startRedis } from "../../test/test-redis.fixture.ts";
import { watchStore } from "./watch-store.ts";

async function setup() {
  const server = await startRedis();
  const redis = server.connect();
  const watched = watchStore({ redis, lastReason: () => "ECONNREFUSED" });
  onTestFinished(() => watched.stop());
  const isGone = async (is: boolean): Promise<number> => {
    const at = performance.now();
    await expect.poll(() => watched.problem !== undefined).toBe(is);
    return performance.now() - at;
  };
  await redis.ping();
  return { server, watched, isGone, [Symbol.asyncDispose]: () => server[Symbol.asyncDispose]() };
}

describeOnRedis("a watched store", () => {
  it("says within three seconds that Redis has ended, why, and since when; and when it is back", async () => {
    await using t = await setup();
    expect(t.watched.problem).toBeUndefined();
    const stoppedAt = Date.now();
    await t.server.stop("SIGKILL");
    expect(await t.isGone(true)).toBeLessThan(3_000);
    expect(t.watched.problem?.reason).toBe("ECONNREFUSED");
    expect(Math.abs(t.watched.problem!.since.getTime() - stoppedAt)).toBeLessThan(3_000);
    await t.server.start();
    expect(await t.isGone(false)).toBeLessThan(3_000);
  });

  it("says so of a Redis that keeps its connections and does not answer", async () => {
    await using t = await setup();
    t.server.suspend();
    expect(await t.isGone(true)).toBeLessThan(3_000);
    expect(t.watched.problem?.reason).toBe("it does not answer");
    t.server.resume();
    expect(await t.isGone(false)).toBeLessThan(3_000);
  });
});
