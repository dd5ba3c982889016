import { systemClock } from "@casement/core";
import { createFakeClock } from "@casement/graph-emulator";
import type { GraphShare } from "@casement/host/ports";
import { expect, it } from "vitest";
import { describeOnRedis, startRedis } from "../../test/test-redis.fixture.ts";
import { untilSettled } from "../../test/until-settled.fixture.ts";
import type { RedisConnection } from "../redis/connect-redis.ts";
import { createKeys } from "../redis/keys.ts";
import { grantTokens } from "./grant-tokens.ts";
import type { GraphLimit } from "./graph-limits.ts";
import { createRedisGovernor, type RedisGovernorOptions } from "./redis-governor.ts";
import { sharedBucketsOf } from "./token-buckets.ts";

const never = new AbortController().signal;
const presence = { app: "app", tenant: "tenant", workload: "presence" } as const;
const createShare = (more: Partial<GraphShare> = {}): GraphShare => ({ ...presence, requests: 1, purpose: "read", ...more });
const limitOf = (requests: number, seconds: number): readonly GraphLimit[] => [
  { of: "presence", per: "tenant", requests, seconds, source: "test" },
  { of: "all", per: "app", requests: 100 * requests, seconds, source: "test" },
];
const keys = createKeys("test:");

function createTestGovernor(redis: RedisConnection, worker: string, options: Partial<RedisGovernorOptions> = {}) {
  const governor = createRedisGovernor({ redis, keys, worker, workers: () => 2, answerLimit: 60_000, ...options });
  return {
    ...governor,
    /** How many of so many requests may be sent. */
    async takeMany(count: number): Promise<number> {
      const grants = await Promise.all(Array.from({ length: count }, () => governor.take(createShare(), new AbortController().signal)));
      return grants.filter((grant) => grant === "go").length;
    },
    takeOne: async (more: Partial<GraphShare> = {}) => governor.take(createShare(more), never),
  };
}

/** Time as Redis has it (ms). */
async function timeOf(redis: RedisConnection): Promise<number> {
  const [seconds, microseconds] = await redis.time();
  return Number(seconds) * 1_000 + Number(microseconds) / 1_000;
}

describeOnRedis("the tenant governor", () => {
  it("stays under the limit in every window, whatever is asked for by whom and when", async () => {
    await using server = await startRedis();
    const redis = server.connect();
    const [requests, seconds] = [60, 0.25];
    const shared = sharedBucketsOf(keys.prefix, limitOf(requests, seconds), presence);
    const sent: { at: number; tokens: number }[] = [];
    let [wanted, total] = [0, 0];
    let seed = 7;
    const random = (below: number): number => {
      seed = (seed * 1_103_515_245 + 12_345) % 2_147_483_648;
      return Math.floor((seed / 2_147_483_648) * below);
    };
    while (total < 8 * requests) {
      const wish = random(2) === 0 ? random(3) : random(200);
      const grant = await grantTokens(redis, shared, `worker-${random(4)}`, wish);
      sent.push(grant);
      wanted += wish;
      total += grant.tokens;
    }
    // The limit was what kept them back.
    expect(wanted).toBeGreaterThan(2 * total);
    for (const [index, { at }] of sent.entries()) {
      let inWindow = 0;
      for (let later = index; later < sent.length && sent[later]!.at < at + seconds * 1_000; later++) inWindow += sent[later]!.tokens;
      expect(inWindow).toBeLessThanOrEqual(requests);
    }
  });

  it("needs no clocks that agree", async () => {
    await using server = await startRedis();
    const fast = { now: () => new Date(Date.now() + 2_000), after: systemClock.after };
    const limits = limitOf(100, 86_400);
    const [one, two] = [{}, { clock: fast }].map((options, index) =>
      createTestGovernor(server.connect(), `worker-${index}`, { limits, ...options }),
    );
    let sent = 0;
    for (let round = 0; round < 2; round++) for (const governor of [one!, two!]) sent += await governor.takeMany(30);
    // What can be sent at once. The rest takes a day.
    expect(sent).toBe(20);
  });

  it("does not let a greedy worker starve another", async () => {
    await using server = await startRedis();
    const redis = server.connect();
    const shared = sharedBucketsOf(keys.prefix, limitOf(1_000, 2), presence);
    let greedy = 0;
    let waiting = 0;
    for (let round = 0; round < 25; round++) {
      const next = (await timeOf(redis)) + 50;
      greedy += (await grantTokens(redis, shared, "greedy", 1_000)).tokens;
      waiting += 5;
      waiting -= (await grantTokens(redis, shared, "modest", waiting)).tokens;
      // Its part of what one round brings is more than that.
      expect(waiting).toBeLessThanOrEqual(10);
      while ((await timeOf(redis)) < next);
    }
    expect(greedy).toBeGreaterThan(200);
  });

  it("shares equally among workers that want more than there is, however often they ask", async () => {
    await using server = await startRedis();
    const redis = server.connect();
    const shared = sharedBucketsOf(keys.prefix, limitOf(1_000, 2), presence);
    const sent = { eager: 0, calm: 0 };
    const ask = async (worker: keyof typeof sent): Promise<void> => {
      sent[worker] += (await grantTokens(redis, shared, worker, 1_000)).tokens;
    };
    await ask("eager");
    await ask("calm");
    Object.assign(sent, { eager: 0, calm: 0 });
    for (let round = 0; round < 10; round++) {
      const next = (await timeOf(redis)) + 100;
      while ((await timeOf(redis)) < next) await ask("eager");
      await ask("calm");
    }
    // Both take what was kept for them.
    for (const worker of ["eager", "calm", "eager", "calm"] as const) await ask(worker);
    expect(sent.calm).toBeGreaterThan(100);
    expect(Math.abs(sent.eager - sent.calm)).toBeLessThan(0.2 * sent.calm);
  });

  it("stops all workers when Graph says so, for this workload of this tenant", async () => {
    await using server = await startRedis();
    const redis = server.connect();
    const one = createTestGovernor(server.connect(), "one");
    const two = createTestGovernor(server.connect(), "two");
    expect(await two.takeOne()).toBe("go");
    one.pause(presence, 60_000);
    one.pause(presence, 10);
    expect(await one.takeOne()).toBe("later");
    await expect.poll(async () => (await redis.keys("test:gov:*:pause")).length).toBe(1);
    expect(await two.takeOne()).toBe("later");
    expect(await two.takeOne({ workload: "chat" })).toBe("go");
    expect(await two.takeOne({ tenant: "other" })).toBe("go");
    await redis.del("test:gov:app:tenant:presence:pause");
    expect(await two.takeOne()).toBe("go");
  });

  it("does not stop the mailboxes of others, nor those of personal accounts", async () => {
    await using server = await startRedis();
    const governor = createTestGovernor(server.connect(), "one");
    const mailbox = { workload: "outlook" } as const;
    const personal = { tenant: "9188040d-6c67-4c5b-b112-36a304b66dad" } as const;
    for (const more of [mailbox, personal]) {
      governor.pause({ ...presence, ...more }, 60_000);
      expect(await governor.takeOne(more)).toBe("go");
    }
  });

  it("leaves each worker half of its part while Redis is gone, and the whole when it is back", async () => {
    await using server = await startRedis();
    const redis = server.connect();
    const clock = createFakeClock();
    const [requests, seconds, workers] = [1_500, 30, 4];
    const governor = createTestGovernor(redis, "one", {
      clock,
      limits: limitOf(requests, seconds),
      workers: () => workers,
      answerLimit: 1_000,
    });
    await expect.poll(() => redis.status).toBe("ready");
    expect(await governor.takeMany(10)).toBe(10);
    await server.stop();
    await expect.poll(() => redis.status).not.toBe("ready");
    let sent = 0;
    const end = clock.now().getTime() + seconds * 1_000;
    while (clock.now().getTime() < end) {
      const taken = governor.takeMany(50);
      await untilSettled(clock, taken);
      sent += await taken;
    }
    const part = (requests * 0.5) / workers;
    expect(sent).toBeLessThanOrEqual(part);
    expect(sent).toBeGreaterThan(part * 0.6);
    await server.start();
    await expect.poll(() => redis.status).toBe("ready");
    await clock.advance(2_000);
    expect(await governor.takeMany(100)).toBe(100);
  });
});
