import { expect, it } from "vitest";
import { hasEnded, startWorker, type WorkerProcess } from "../../test/start-worker.fixture.ts";
import { describeOnRedis, startRedis, type TestRedis } from "../../test/test-redis.fixture.ts";
import { accountNames, createTestWorkers, testTimes } from "../../test/test-workers.fixture.ts";
import type { CrashPolicy, TrialStep } from "./account-trials.ts";
import { slotOf } from "./slot-keys.ts";

const slots = 16;
const others = accountNames(80);
/** A tenth of the real ones. */
const trials: readonly TrialStep[] = [
  { from: 2, accounts: 64, time: 500 },
  { from: 3, accounts: 16, time: 500 },
  { from: 4, accounts: 4, time: 500 },
  { from: 5, accounts: 1, time: 1_000 },
];
const crashPolicy: Partial<CrashPolicy> = { openingTime: 3_000, soon: 500, trials, firstPause: 2_000, longestPause: 60_000 };
const times = { ...testTimes, lockDuration: 3_000, heartbeat: 200 };
/** Each death takes as long as a lock, and the start of a process. */
const patience = { timeout: 240_000 };

/** Two worker processes, which are started again when they have ended. `deadly`: accounts that end their worker, and how long after their opening (ms). */
async function createCluster(server: TestRedis, deadly: Readonly<Record<string, number>>, policy: Partial<CrashPolicy> = {}) {
  const t = createTestWorkers(server, { slots });
  await t.add(...others, ...Object.keys(deadly));
  await t.redis.hset("test:deadly", deadly);
  let started = 0;
  const start = (): WorkerProcess =>
    startWorker({ url: server.url, id: `worker-${++started}`, slots, times, crashPolicy: { ...crashPolicy, ...policy } });
  const workers = [start(), start()];
  /** As a service manager does. */
  const keepRunning = (): void => {
    for (const [at, worker] of workers.entries()) if (hasEnded(worker)) workers[at] = start();
  };
  return {
    ...t,
    deaths: () => started - workers.filter((worker) => !hasEnded(worker)).length,
    async closed(): Promise<readonly (readonly [string, number])[]> {
      keepRunning();
      return [...(await t.places.closed())].map(([account, { details }]) => [account, Number(details?.times)] as const).sort();
    },
    /** Whether all these accounts are open in a worker that runs. */
    async areRunning(accounts: readonly string[]): Promise<boolean> {
      keepRunning();
      const ids = workers.map(({ id }) => id);
      return (await Promise.all(accounts.map((account) => t.runsIn(ids, account)))).every(Boolean);
    },
  };
}

describeOnRedis("an account that ends its worker", () => {
  it("is found among many after seven deaths, tried again after growing pauses, and opened when somebody has cleared it", async () => {
    await using server = await startRedis();
    const t = await createCluster(server, { killer: 0 });
    await expect.poll(t.closed, patience).toEqual([["killer", 1]]);
    expect(t.deaths()).toBeLessThanOrEqual(7);
    expect(await t.places.ownerOf("killer")).toBeUndefined();
    await expect.poll(() => t.areRunning(others), patience).toBe(true);
    // Tried again, and alone again: nobody else is blamed.
    await expect.poll(t.closed, patience).toEqual([["killer", 2]]);
    const [first] = (await t.places.closed()).values();
    expect(first).toMatchObject({ code: "worker-crashed", details: { retryAt: expect.stringMatching(/^\d{4}-/) } });

    await t.redis.del("test:deadly");
    await t.places.retry("killer");
    await expect.poll(() => t.areRunning(["killer", ...others]), patience).toBe(true);
    const deaths = t.deaths();
    // When they have lived for the opening time, nobody is a suspect any more.
    await expect.poll(async () => [await t.redis.hlen(t.slotKeys.crashes), (await t.places.closed()).size]).toEqual([0, 0]);
    expect(t.deaths()).toBe(deaths);
    await expect(t.places.retry("nobody")).rejects.toMatchObject({ code: "account-unknown" });
  }, 300_000);

  it("is found beside another one in the same worker, and if it takes some time to end it", async () => {
    await using server = await startRedis();
    // In one slot, hence in one worker.
    const slow = Array.from({ length: 200 }, (_, index) => `slow-${index}`).find((name) => slotOf(name, slots) === slotOf("quick", slots))!;
    const t = await createCluster(server, { quick: 0, [slow]: 400 }, { firstPause: 60_000 });
    await expect.poll(async () => (await t.closed()).map(([account]) => account), patience).toEqual(["quick", slow]);
    expect(t.deaths()).toBeLessThanOrEqual(14);
    await expect.poll(() => t.areRunning(others), patience).toBe(true);
  }, 300_000);

  it("is found after twice as many deaths if it ends its worker late in its opening time", async () => {
    await using server = await startRedis();
    // Other accounts are opened and live on while it is tried.
    const steps: readonly TrialStep[] = [
      { from: 1, accounts: 16, time: 500 },
      { from: 2, accounts: 1, time: 500 },
    ];
    const t = await createCluster(server, { late: 2_000 }, { trials: steps, aloneFrom: 3, firstPause: 60_000 });
    await expect.poll(t.closed, patience).toEqual([["late", 1]]);
    expect(t.deaths()).toBeLessThanOrEqual(7);
    await expect.poll(() => t.areRunning(others), patience).toBe(true);
  }, 300_000);
});
