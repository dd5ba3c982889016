import { expect, it } from "vitest";
import { hasEnded, startWorker } from "../../test/start-worker.fixture.ts";
import { describeOnRedis, startRedis } from "../../test/test-redis.fixture.ts";
import { accountNames, createTestWorkers, testTimes } from "../../test/test-workers.fixture.ts";
import type { CrashPolicy } from "./account-trials.ts";

const slots = 4;
const accounts = [...accountNames(5), "killer"];
const others = accountNames(5);
const crashPolicy: Partial<CrashPolicy> = { openingTime: 1_500, goodLife: 3_000, firstPause: 2_000, longestPause: 60_000 };
const times = { ...testTimes, lockDuration: 4_000 };

describeOnRedis("an account that ends its worker", () => {
  it("is blamed alone, tried again after growing pauses, and opened when somebody has cleared it", async () => {
    await using server = await startRedis();
    const t = createTestWorkers(server, { slots });
    await t.add(...accounts);
    await t.redis.set("test:deadly", "killer");
    let started = 0;
    const start = () => startWorker({ url: server.url, id: `worker-${++started}`, slots, times, crashPolicy });
    let worker = start();
    /** As a service manager does. */
    const startAgainAfterDeath = () => {
      if (hasEnded(worker)) worker = start();
    };
    const closed = async () => {
      startAgainAfterDeath();
      return [...(await t.places.closed())].map(([account, { code, details }]) => [account, code, details?.times]);
    };
    // Each death takes as long as a lock, and the start of a process.
    const patience = { timeout: 120_000 };
    await expect.poll(closed, patience).toEqual([["killer", "worker-crashed", 1]]);
    // Two deaths make all that were being opened suspects, the third one is its own.
    expect(started).toBeLessThanOrEqual(4);
    const running = async () => {
      startAgainAfterDeath();
      const ledgers = await Promise.all(others.map((account) => t.redis.lindex(`test:ledger:${account}`, -1)));
      return ledgers.every((line) => line === `${worker.id} open`);
    };
    await expect.poll(running, patience).toBe(true);
    // Tried again, and alone again: nobody else is blamed.
    await expect.poll(closed, patience).toEqual([["killer", "worker-crashed", 2]]);
    const [first] = (await t.places.closed()).values();
    expect(Date.parse(String(first?.details?.retryAt))).toBeGreaterThan(0);

    await t.redis.del("test:deadly");
    await t.places.retry("killer");
    const killerRuns = async () => {
      startAgainAfterDeath();
      return (await t.redis.lindex("test:ledger:killer", -1)) === `${worker.id} open`;
    };
    await expect.poll(killerRuns, patience).toBe(true);
    await expect.poll(running, patience).toBe(true);
    // After a good life nobody is a suspect any more.
    await expect.poll(async () => [await t.redis.hlen(t.slotKeys.crashes), (await t.places.closed()).size]).toEqual([0, 0]);
    expect(hasEnded(worker)).toBe(false);
    await expect(t.places.retry("nobody")).rejects.toMatchObject({ code: "account-unknown" });
  }, 300_000);
});
