import { writeFile } from "node:fs/promises";
import { join } from "node:path";
import { expect, it } from "vitest";
import { describeOnRedis } from "../../../packages/cluster/test/test-redis.fixture.ts";
import { clientId, clusterToken, createTestCluster, firstLineOf, processTimeout } from "./process-cluster.fixture.ts";

/** What is logged of Redis, without its time. */
const linesOf = (log: string): string[] =>
  log
    .split("\n")
    .filter((line) => line !== "")
    .map((line) => line.replace(/^\S+ +(warn|error) +/i, ""));

/** A killed Redis breaks connections, or refuses new ones: whichever is seen first. */
const gone = /Redis cannot be reached \((ECONNREFUSED|ECONNRESET|EPIPE)\)\./;

describeOnRedis("processes of a cluster without Redis", () => {
  it("log once that it is gone and once that it is back; a front's health says so; a worker ends within its limit", async () => {
    const t = await createTestCluster();
    t.addPerson("ada");
    await writeFile(join(t.folder, "people.csv"), "name\nada\n");
    await writeFile(join(t.folder, "account.yaml"), `clientId: ${clientId}\naccountType: work\nplugins: { todo: {} }\n`);
    const [worker, ending, front] = [t.start("worker"), t.start("worker"), t.start("front")];
    const address = String((await firstLineOf(front)).address);
    await firstLineOf(worker);
    await firstLineOf(ending);
    expect(await t.run("accounts", "import", "people.csv", "--template", "account.yaml")).toMatchObject({ code: 0 });
    const headers = { authorization: `Bearer ${clusterToken}` };
    const health = async () => (await (await fetch(`${address}/api/health`, { headers })).json()) as any;
    await expect.poll(async () => (await health()).cluster, processTimeout).toMatchObject({ workers: 2, withoutWorker: 0 });
    expect(await health()).toMatchObject({ status: "ok" });
    expect(await health()).not.toHaveProperty("problem");

    const goneAt = Date.now();
    await t.redis.stop("SIGKILL");
    await expect.poll(async () => (await health()).status, { interval: 50 }).toBe("degraded");
    // Three seconds, and what a busy machine needs to answer.
    expect(Date.now() - goneAt).toBeLessThan(5_000);
    const { problem } = await health();
    expect(problem).toMatchObject({ code: "store-unavailable", message: expect.stringMatching(gone) });
    expect(Math.abs(Date.parse(problem.since) - goneAt)).toBeLessThan(5_000);

    const endingAt = Date.now();
    ending.child.kill("SIGTERM");
    expect(await ending.ended).toBe(0);
    // Its limits are 39 s together, within the 40 s of docs/cluster.md; and what a busy machine needs.
    expect(Date.now() - endingAt).toBeLessThan(45_000);
    // Longer than the locks last, so that leases end, too.
    await expect.poll(() => Date.now() - goneAt > 14_000).toBe(true);
    await t.redis.start();
    await expect.poll(async () => (await health()).status, processTimeout).toBe("ok");
    for (const { log } of [worker, front]) {
      await expect.poll(() => linesOf(log()).at(-1), processTimeout).toMatch(/Redis can be reached again, after \d+ s\.$/);
      const lines = linesOf(log());
      expect(lines[0]).toMatch(gone);
      expect(lines[0]).toMatch(/Casement tries again until it can\.$/);
      expect(lines).toHaveLength(2);
    }
  }, 400_000);
});
