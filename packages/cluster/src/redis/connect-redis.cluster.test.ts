import { expect, it } from "vitest";
import { describeOnRedis, startRedis } from "../../test/test-redis.fixture.ts";
import { connectRedis } from "./connect-redis.ts";

describeOnRedis("a connection to Redis", () => {
  it("comes back after a restart, with what was written before", async () => {
    await using redis = await startRedis();
    const connection = redis.connect();
    await connection.set("key", "kept");
    await redis.stop();
    const waiting = connection.get("key");
    await redis.start();
    expect(await waiting).toBe("kept");
  });

  it("refuses an address of something else, without naming it", () => {
    const connect = () => connectRedis({ url: "https://user:secret@example.org", onProblem() {} });
    expect(connect).toThrow("The address of the Redis must begin with redis:// or, for TLS, with rediss://.");
  });

  it("continues when a suspended Redis goes on", async () => {
    await using redis = await startRedis();
    const connection = redis.connect();
    await connection.set("key", "kept");
    redis.suspend();
    const waiting = connection.get("key");
    redis.resume();
    expect(await waiting).toBe("kept");
  });
});
