import { expect, it, onTestFinished } from "vitest";
import { startWorker } from "../../test/start-worker.fixture.ts";
import { describeOnRedis, startRedis } from "../../test/test-redis.fixture.ts";
import { createTestWorkers, testTimes } from "../../test/test-workers.fixture.ts";
import { readClusterStatus, watchClusterStatus } from "./cluster-status.ts";

describeOnRedis("the status of a cluster", () => {
  it("shows workers, accounts, those without a worker, and takeovers", async () => {
    await using server = await startRedis();
    const t = createTestWorkers(server, { slots: 8 });
    const options = { redis: t.redis, keys: t.keys, slots: 8 };
    await t.add("home", "work");
    expect(await readClusterStatus(options)).toEqual({
      workers: [],
      accounts: 2,
      withoutWorker: ["home", "work"],
      setAside: 0,
      takeovers: 0,
    });
    const first = startWorker({ url: server.url, id: "first", slots: 8, times: testTimes });
    await expect.poll(async () => (await readClusterStatus(options)).withoutWorker).toEqual([]);
    await expect
      .poll(async () => (await readClusterStatus(options)).workers.map(({ id, accounts }) => [id, accounts]))
      .toEqual([["first", 2]]);
    first.child.kill("SIGKILL");
    const second = t.start();
    await expect.poll(() => t.openAccounts()).toEqual(["home", "work"]);
    const status = watchClusterStatus(options);
    onTestFinished(() => status.stop());
    await expect.poll(() => status.current?.workers.map(({ id }) => id)).toContain(second.id);
    expect(status.current).toMatchObject({ accounts: 2, withoutWorker: 0, takeovers: 8 });
  });
});
