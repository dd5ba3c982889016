import { existsSync, readdirSync } from "node:fs";
import { expect, it } from "vitest";
import { startWorker, type WorkerProcess } from "../../test/start-worker.fixture.ts";
import { describeOnRedis, startRedis } from "../../test/test-redis.fixture.ts";
import { accountNames, createTestWorkers, testTimes } from "../../test/test-workers.fixture.ts";

const slots = 16;
const accounts = accountNames(24);
/** Of the program `faketime`. A test need not have it. */
const library = readdirSync("/usr/lib", { withFileTypes: true })
  .map(({ name }) => `/usr/lib/${name}/faketime/libfaketimeMT.so.1`)
  .find((file) => existsSync(file));

describeOnRedis("workers whose clocks differ", () => {
  it.skipIf(!library).each(["+1h", "-1h"])(
    "share the accounts, and take them over, if one clock is wrong by %s",
    async (offset) => {
      await using server = await startRedis();
      const t = createTestWorkers(server, { slots });
      await t.add(...accounts);
      const start = (id: string, env = {}) => startWorker({ url: server.url, id, slots, times: testTimes }, env);
      const right = start("right");
      const wrong = start("wrong", { LD_PRELOAD: library!, FAKETIME: offset, FAKETIME_DONT_FAKE_MONOTONIC: "1" });
      await expect.poll(async () => countOf(await t.owners())).toEqual({ right: 8, wrong: 8 });
      const run = async (workers: readonly WorkerProcess[]): Promise<boolean> => {
        const ids = workers.map(({ id }) => id);
        return (await Promise.all(accounts.map((account) => t.runsIn(ids, account)))).every(Boolean);
      };
      await expect.poll(() => run([right, wrong])).toBe(true);
      // Longer than locks last: nobody loses or takes anything because of the clock.
      const before = await t.owners();
      const until = performance.now() + 2 * testTimes.lockDuration!;
      await expect.poll(() => performance.now() > until).toBe(true);
      expect(await t.owners()).toEqual(before);
      expect([...right.lines, ...wrong.lines].filter((line) => /^(takeover|refused)/.test(line))).toEqual([]);
      wrong.child.kill("SIGKILL");
      await expect.poll(() => run([right])).toBe(true);
      const next = start("next", { LD_PRELOAD: library!, FAKETIME: offset, FAKETIME_DONT_FAKE_MONOTONIC: "1" });
      await expect.poll(async () => countOf(await t.owners())).toEqual({ right: 8, next: 8 });
      right.child.kill("SIGKILL");
      await expect.poll(() => run([next])).toBe(true);
      expect((await t.places.closed()).size).toBe(0);
    },
    200_000,
  );
});

function countOf(owners: readonly (string | undefined)[]): Readonly<Record<string, number>> {
  const counts: Record<string, number> = {};
  for (const owner of owners) counts[owner ?? "nobody"] = (counts[owner ?? "nobody"] ?? 0) + 1;
  return counts;
}
