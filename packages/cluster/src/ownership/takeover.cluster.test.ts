import { mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { expect, it, onTestFinished } from "vitest";
import { hasEnded, startWorker, type WorkerProcess } from "../../test/start-worker.fixture.ts";
import { describeOnRedis, startRedis, type TestRedis } from "../../test/test-redis.fixture.ts";
import { createNumberedState, createTestState } from "../../test/test-state.fixture.ts";
import { accountNames, createTestWorkers, testTimes } from "../../test/test-workers.fixture.ts";
import { createScript, runScript } from "../redis/run-script.ts";

const slots = 16;
const accounts = accountNames(12);
const upTo = (end: number): number[] => Array.from({ length: end }, (_, index) => index + 1);

/** Worker processes on a Redis, with accounts. */
async function createProcesses(server: TestRedis, writes = false) {
  const t = createTestWorkers(server, { slots });
  await t.add(...accounts);
  return {
    ...t,
    start: (id: string): WorkerProcess => startWorker({ url: server.url, id, slots, writes, times: testTimes }),
    /** Whether the worker has all slots. */
    ownsAll: async (id: string) => (await t.owners()).every((owner) => owner === id),
    /** Who runs each account by what the processes noted: opened and not closed. */
    async runningBy(account: string) {
      const running: string[] = [];
      for (const line of await t.redis.lrange(`test:ledger:${account}`, 0, -1)) {
        const [id, what] = line.split(" ") as [string, string];
        if (what === "open") running.push(id);
        else running.splice(running.indexOf(id), 1);
      }
      return running;
    },
  };
}

describeOnRedis("a slot whose worker does not answer", () => {
  it("is taken over after a kill", async () => {
    await using server = await startRedis();
    const t = await createProcesses(server);
    const first = t.start("first");
    await expect.poll(() => t.ownsAll("first")).toBe(true);
    const second = t.start("second");
    await expect.poll(async () => new Set(await t.owners())).toEqual(new Set(["first", "second"]));
    await expect.poll(async () => (await t.owners()).filter((owner) => owner === "second").length).toBe(8);
    first.child.kill("SIGKILL");
    await expect.poll(() => t.ownsAll("second")).toBe(true);
    for (const account of accounts) {
      await expect.poll(async () => (await t.runningBy(account)).at(-1)).toBe("second");
    }
    const taken = second.lines.filter((line) => line.startsWith("takeover"));
    expect(taken.length).toBe(8);
    expect(taken.every((line) => line.startsWith("takeover first "))).toBe(true);
  });

  it("is taken from a suspended worker, which writes nothing on waking and knows at once", async () => {
    await using server = await startRedis();
    const t = await createProcesses(server, true);
    const first = t.start("first");
    await expect.poll(() => t.ownsAll("first")).toBe(true);
    await expect.poll(async () => (await Promise.all(accounts.map(t.runningBy))).every((ids) => ids.length === 1)).toBe(true);
    await expect.poll(() => t.redis.exists(...accounts.map((account) => `test:written:${account}`))).toBe(accounts.length);
    first.child.kill("SIGSTOP");
    const second = t.start("second");
    await expect.poll(() => t.ownsAll("second")).toBe(true);
    await expect.poll(async () => (await Promise.all(accounts.map(t.runningBy))).every((ids) => ids.at(-1) === "second")).toBe(true);
    first.child.kill("SIGCONT");
    // Each account of the first one ends as lost, and its lease was not sure any more.
    await expect
      .poll(() => first.lines.filter((line) => line.startsWith("end ")).sort())
      .toEqual(accounts.map((account) => `end ${account} lost false`).sort());
    expect(first.lines.filter((line) => line.startsWith("refused"))).not.toEqual([]);
    second.say("drain");
    await expect.poll(() => second.lines.at(-1)).toBe("drained");
    first.child.kill("SIGKILL");
    // No number is missing, doubled or out of order: the two histories are one.
    const state = createTestState(t.redis);
    for (const account of accounts) {
      const numbers = createNumberedState(await state.state.open(account, await state.own(account))).lists.get("p/f/a")!;
      expect(numbers).toEqual(upTo(numbers.length));
    }
  });

  it("comes back to the only worker after it was suspended, and each account runs once", async () => {
    await using server = await startRedis();
    const t = await createProcesses(server);
    const only = t.start("only");
    await expect.poll(async () => (await Promise.all(accounts.map(t.runningBy))).every((ids) => ids.length === 1)).toBe(true);
    only.child.kill("SIGSTOP");
    await expect.poll(async () => (await t.owners()).some(Boolean)).toBe(false);
    only.child.kill("SIGCONT");
    await expect.poll(() => only.lines.filter((line) => line.startsWith("end ")).length).toBe(accounts.length);
    await expect.poll(() => t.ownsAll("only")).toBe(true);
    await expect.poll(async () => (await Promise.all(accounts.map(t.runningBy))).every((ids) => ids.length === 1)).toBe(true);
    for (const account of accounts) {
      const ledger = await t.redis.lrange(`test:ledger:${account}`, 0, -1);
      expect(ledger).toEqual(["only open", "only close lost", "only open"]);
    }
    // Nobody crashed: the worker takes over from itself.
    expect(only.lines.filter((line) => line.startsWith("takeover"))).toEqual([]);
  });

  it("is given up by a worker that was held up for longer than the lock lasts", async () => {
    await using server = await startRedis();
    const t = await createProcesses(server);
    const held = t.start("held");
    await expect.poll(() => t.ownsAll("held")).toBe(true);
    // What is not open cannot be lost.
    await expect.poll(async () => (await Promise.all(accounts.map(t.runningBy))).every((ids) => ids.length === 1)).toBe(true);
    const folder = await mkdtemp(join(tmpdir(), "casement-held-"));
    onTestFinished(() => rm(folder, { recursive: true }));
    held.say(`block ${join(folder, "go-on")}`);
    await expect.poll(() => held.lines).toContain("blocked");
    const other = t.start("other");
    await expect.poll(() => t.ownsAll("other")).toBe(true);
    await writeFile(join(folder, "go-on"), "");
    await expect.poll(() => held.lines.filter((line) => /^end .* lost false$/.test(line)).length).toBe(accounts.length);
    expect(held.lines.some((line) => line.startsWith("problem This process was held up for"))).toBe(true);
    // It lives, and gets its share again.
    await expect.poll(async () => (await t.owners()).filter((owner) => owner === "held").length).toBe(8);
    expect(hasEnded(other)).toBe(false);
  });

  it("stays when Redis has lost what was written last: the account and those that use its sign-in are opened again", async () => {
    await using server = await startRedis();
    const t = createTestWorkers(server, { slots: 4 });
    await t.add("home", "other");
    await t.places.add("calendar", "home");
    const worker = t.start();
    await expect.poll(() => t.openAccounts()).toEqual(["calendar", "home", "other"]);
    const lock = worker.ownership.lockOf("home");
    const token = await t.redis.get(lock);
    const { state } = createTestState(t.redis, { keys: t.keys, lockOf: worker.ownership.lockOf });
    const store = await state.open("home", worker.ownership.lease("home"));
    const numbered = createNumberedState(store);
    await store.commit(numbered.add("p/f/a", 1));
    await t.redis.hset(t.keys.accountKeys("home").meta, "seq", 0);
    await expect(store.commit(numbered.add("p/f/a", 2))).rejects.toMatchObject({ code: "store-behind" });
    await expect.poll(() => worker.ends.map(([account]) => account).sort()).toEqual(["calendar", "home"]);
    await expect.poll(() => t.openAccounts()).toEqual(["calendar", "home", "other"]);
    expect(await t.redis.get(lock)).toBe(token);
    expect(t.mostOwners()).toBe(1);
  });

  it("is lost to the state's fence as soon as BullMQ gives it to another worker", async () => {
    await using server = await startRedis();
    const t = createTestWorkers(server, { slots: 1 });
    await t.add("home");
    const worker = t.start();
    await expect.poll(() => t.openAccounts()).toEqual(["home"]);
    const { state } = createTestState(t.redis, { keys: t.keys, lockOf: worker.ownership.lockOf });
    const lease = worker.ownership.lease("home");
    expect(lease.sure(2_000)).toBe(true);
    const store = await state.open("home", lease);
    const numbered = createNumberedState(store);
    await store.commit(numbered.add("p/f/a", 1));
    // As after a takeover that the renewal has not noticed yet.
    await runScript(
      t.redis,
      createScript("return redis.call('SET', KEYS[1], ARGV[1], 'PX', 60000)"),
      [worker.ownership.lockOf("home")],
      ["other:1"],
    );
    await expect(store.commit(numbered.add("p/f/a", 2))).rejects.toMatchObject({ code: "lease-lost" });
    expect(lease.sure(0)).toBe(false);
    await expect.poll(() => worker.ends).toEqual([["home", "lost"]]);
    expect(() => worker.ownership.lease("home")).toThrow("does not run the account home");
  });
});
