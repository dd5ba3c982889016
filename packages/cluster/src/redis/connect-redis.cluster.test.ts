import { expect, it, onTestFinished } from "vitest";
import { startSentinels } from "../../test/start-sentinels.fixture.ts";
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

  it("finds the primary by the next Sentinel when the first is gone, and the new one after a failover without a word", async () => {
    await using primary = await startRedis();
    const { hostname, port } = new URL(primary.url);
    await using replica = await startRedis([`replicaof ${hostname} ${port}`]);
    await using sentinels = await startSentinels(primary.url);
    const asked = await Promise.all(
      sentinels.urls.map((url) => {
        const connection = connectRedis({ url, onProblem() {} });
        onTestFinished(() => connection.disconnect());
        return connection;
      }),
    );
    // They know each other, and the replica.
    const known = async () => {
      const found = await Promise.all(asked.map((each) => each.call("SENTINEL", "MASTER", "mymaster") as Promise<string[]>));
      return found.map((fields) => [fields[fields.indexOf("num-slaves") + 1], fields[fields.indexOf("num-other-sentinels") + 1]]);
    };
    await expect.poll(known).toEqual(sentinels.urls.map(() => ["1", "2"]));
    sentinels.kill(0);
    const connection = connectRedis({ url: "redis://mymaster", sentinels: sentinels.urls, onProblem() {} });
    onTestFinished(() => connection.disconnect());
    await connection.set("key", "kept");
    await connection.wait(1, 10_000);
    // As a machine that loses its power: no connection breaks.
    primary.suspend();
    await expect.poll(() => connection.set("key", "changed").catch(() => "")).toBe("OK");
    expect(await replica.connect().get("key")).toBe("changed");
  });
});
