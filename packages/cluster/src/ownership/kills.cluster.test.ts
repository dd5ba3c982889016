import { expect, it } from "vitest";
import { startWorker } from "../../test/start-worker.fixture.ts";
import { describeOnRedis, startRedis } from "../../test/test-redis.fixture.ts";
import { accountNames, createTestWorkers } from "../../test/test-workers.fixture.ts";
import { type CrashPolicy, defaultCrashPolicy } from "./account-trials.ts";
import type { OwnershipTimes } from "./redis-ownership.ts";

const slots = 48;
const accounts = accountNames(60);
/** The real times, but the time for which a slot stays where it was moved to, divided by this. */
const faster = 2;
const times: OwnershipTimes = {
  ...{ lockDuration: 10_000 / faster, stalledInterval: 2_000 / faster, heartbeat: 1_000 / faster },
  ...{ moveInterval: 0, closeLimit: 30_000, waitLimit: 60_000 },
};
const { openingTime, soon, trials } = defaultCrashPolicy;
const crashPolicy: Partial<CrashPolicy> = {
  openingTime: openingTime / faster,
  soon: soon / faster,
  trials: trials.map((step) => ({ ...step, time: step.time / faster })),
};
const killEvery = 20_000 / faster;
/**
 * After the lock has ended: the look finds it, which the workers share, so that one may come up to one interval late; the next beat takes the slots; accounts
 * that crashed with several workers may wait for one group of others. And a busy machine needs time, too.
 */
const bound = 2 * times.stalledInterval + times.heartbeat + crashPolicy.trials![0]!.time + 4_000;

describeOnRedis("accounts whose workers are killed from outside again and again", () => {
  it("run again soon after each kill, and none of them is closed", async () => {
    await using server = await startRedis();
    const t = createTestWorkers(server, { slots });
    await t.add(...accounts);
    let started = 0;
    const start = () => startWorker({ url: server.url, id: `worker-${++started}`, slots, times, crashPolicy });
    const workers = [start(), start(), start()];
    const notRunning = async (): Promise<readonly string[]> => {
      const ids = workers.map(({ id }) => id);
      const running = await Promise.all(accounts.map((account) => t.runsIn(ids, account)));
      return accounts.filter((_, at) => !running[at]);
    };
    await expect.poll(notRunning).toEqual([]);
    await expect.poll(async () => new Set(await t.owners()).size).toBe(3);
    let nextAt = performance.now();
    for (let kill = 0; kill < 10; kill++) {
      await expect.poll(() => performance.now() >= nextAt).toBe(true);
      nextAt = performance.now() + killEvery;
      const victim = workers.shift()!;
      victim.child.kill("SIGKILL");
      await victim.ended;
      workers.push(start());
      const limit = { timeout: times.lockDuration + bound, interval: 100 };
      await expect.poll(notRunning, limit).toEqual([]);
      const owners = await Promise.all(accounts.map(async (account) => (await t.places.ownerOf(account))?.worker));
      expect(owners.filter((owner) => !workers.some(({ id }) => id === owner))).toEqual([]);
    }
    expect(await t.places.closed()).toEqual(new Map());
    expect(Number(await t.redis.get(t.slotKeys.takeovers))).toBeGreaterThan(10);
  }, 300_000);
});
