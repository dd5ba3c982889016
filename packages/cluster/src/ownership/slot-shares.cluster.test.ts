import { expect, it } from "vitest";
import { describeOnRedis, startRedis } from "../../test/test-redis.fixture.ts";
import { accountNames, createTestWorkers } from "../../test/test-workers.fixture.ts";

const accounts = accountNames(300);
const sorted = [...accounts].sort();

describeOnRedis("slots", () => {
  it("are owned once, from no worker to four, and then shared equally", async () => {
    await using server = await startRedis();
    const t = createTestWorkers(server);
    await t.add(...accounts);
    expect((await t.owners()).every((owner) => owner === undefined)).toBe(true);
    const workers = Array.from({ length: 4 }, () => t.start());
    await expect.poll(() => t.openAccounts()).toEqual(sorted);
    const sizes = async () => {
      const owners = await t.owners();
      return workers.map(({ id }) => owners.filter((owner) => owner === id).length);
    };
    // A tenth more or less moves nothing.
    await expect.poll(async () => (await sizes()).every((size) => Math.abs(size - 64) <= 6)).toBe(true);
    await expect.poll(() => t.openAccounts()).toEqual(sorted);
    expect(t.mostOwners()).toBe(1);
    const known = () => workers[0]!.ownership.workers().map(({ id }) => id);
    await expect.poll(() => known().sort()).toEqual(workers.map(({ id }) => id).sort());
    expect(known()[0]).toBe(workers[0]!.id);
  });

  it("go to a worker that joins, each after its accounts were closed", async () => {
    await using server = await startRedis();
    const t = createTestWorkers(server);
    await t.add(...accounts);
    const first = [t.start(), t.start()];
    await expect.poll(() => t.openAccounts()).toEqual(sorted);
    const third = t.start();
    const shareOfThird = async () => (await t.owners()).filter((owner) => owner === third.id).length;
    await expect.poll(shareOfThird).toBeGreaterThanOrEqual(Math.floor(0.9 * (256 / 3)));
    await expect.poll(() => t.openAccounts()).toEqual(sorted);
    expect(t.mostOwners()).toBe(1);
    expect(new Set(first.flatMap(({ ends }) => ends.map(([, reason]) => reason)))).toEqual(new Set(["give-back"]));
  });

  it("stay where they are for a while after they were moved", async () => {
    await using server = await startRedis();
    const t = createTestWorkers(server, { times: { moveInterval: 600_000 } });
    await t.add(...accounts);
    t.start();
    await expect.poll(() => t.openAccounts()).toEqual(sorted);
    const second = t.start();
    const owners = async () => (await t.owners()).filter((owner) => owner === second.id).length;
    await expect.poll(owners).toBeGreaterThanOrEqual(0.9 * 128);
    const third = t.start();
    const sizeOfThird = async () => (await t.owners()).filter((owner) => owner === third.id).length;
    await expect.poll(sizeOfThird).toBeGreaterThan(40);
    expect(second.ends).toEqual([]);
  });

  it("stay where they are while a worker that has them is silent: its own will be free soon", async () => {
    await using server = await startRedis();
    const t = createTestWorkers(server, { slots: 4 });
    await t.add("home");
    const worker = t.start();
    await expect.poll(() => t.owners()).toEqual(Array(4).fill(worker.id));
    const other = { id: "other", since: new Date(0).toISOString(), accounts: 0, isDraining: false, slots: 0, limit: 4 };
    const key = t.slotKeys.worker(other.id);
    const tell = async (lifetime: number) => {
      await t.redis.set(key, JSON.stringify(other), "PX", lifetime);
      await t.redis.sadd(t.slotKeys.workers, other.id);
    };
    // It was heard two seconds ago, and beats are half a second apart.
    await tell(4_000);
    await expect.poll(() => t.redis.pttl(key)).toBeLessThan(2_500);
    expect(worker.ownership.workers().map(({ id }) => id)).toEqual([worker.id, other.id]);
    expect(await t.owners()).toEqual(Array(4).fill(worker.id));
    await tell(6_000);
    await expect.poll(async () => (await t.owners()).filter(Boolean).length).toBe(2);
  });

  it("move although one of their accounts does not close", async () => {
    await using server = await startRedis();
    const t = createTestWorkers(server, { slots: 2, times: { closeLimit: 200 } });
    await t.add(...accountNames(8));
    const stuck = t.start({ closing: () => new Promise(() => {}) });
    await expect.poll(() => stuck.open.size).toBe(8);
    const other = t.start();
    await expect.poll(async () => new Set(await t.owners())).toEqual(new Set([stuck.id, other.id]));
    await expect.poll(() => other.open.size).toBeGreaterThan(0);
  });

  it("are taken by a full worker whose capacity is raised", async () => {
    await using server = await startRedis();
    const t = createTestWorkers(server);
    await t.add(...accounts);
    const worker = t.start({ capacity: 100 });
    await expect.poll(async () => (await t.owners()).filter((owner) => owner).length).toBe(Math.floor((100 * 256) / 300));
    worker.ownership.setCapacity(1_000);
    await expect.poll(() => t.openAccounts()).toEqual(sorted);
  });

  it("come back whole from a worker that leaves while others join", async () => {
    await using server = await startRedis();
    const t = createTestWorkers(server);
    await t.add(...accounts);
    const leaver = t.start();
    await expect.poll(() => leaver.open.size).toBeGreaterThan(0);
    // The leaver is still taking slots, and so is one that has only begun.
    const hasty = t.start();
    const stays = t.start();
    await Promise.all([leaver.drain(), hasty.drain()]);
    expect([...leaver.open, ...hasty.open]).toEqual([]);
    const owners = new Set(await t.owners());
    expect(owners.has(leaver.id) || owners.has(hasty.id)).toBe(false);
    await expect.poll(() => [...stays.open].sort()).toEqual(sorted);
    expect(t.mostOwners()).toBe(1);
    await expect.poll(() => stays.ownership.workers().map(({ id }) => id)).toEqual([stays.id]);
  });

  it("are without an owner for a moment only while all workers are replaced", async () => {
    await using server = await startRedis();
    // A lock that nobody gives back would stay for the whole test.
    const t = createTestWorkers(server, { times: { lockDuration: 300_000 } });
    await t.add(...accounts);
    let workers = [t.start(), t.start(), t.start()];
    await expect.poll(() => t.openAccounts()).toEqual(sorted);
    for (const old of workers) {
      const next = t.start();
      await expect.poll(() => next.open.size).toBeGreaterThan(0);
      await old.drain();
      workers = [...workers.slice(1), next];
    }
    await expect.poll(() => t.openAccounts()).toEqual(sorted);
    expect(t.mostOwners()).toBe(1);
    const closedAt = new Map<string, number>();
    let longest = 0;
    for (const { account, isOpen, at } of t.history) {
      if (isOpen) longest = Math.max(longest, at - (closedAt.get(account) ?? at));
      else closedAt.set(account, at);
    }
    // Five seconds are the goal on a machine that has nothing else to do.
    expect(longest).toBeLessThan(20_000);
  });

  it("are given up when a drain takes too long, without waiting for their accounts", async () => {
    await using server = await startRedis();
    const t = createTestWorkers(server);
    await t.add("slow", "fast");
    const worker = t.start({ closing: (account) => (account === "slow" ? new Promise(() => {}) : Promise.resolve()) });
    await expect.poll(() => t.openAccounts()).toEqual(["fast", "slow"]);
    await worker.drain(500);
    expect([...worker.open]).toEqual(["slow"]);
    expect((await t.owners()).every((owner) => owner === undefined)).toBe(true);
  });

  it("cannot have another number in one process than in the others", async () => {
    await using server = await startRedis();
    const t = createTestWorkers(server);
    await t.add("home");
    t.start();
    await expect.poll(() => t.openAccounts()).toEqual(["home"]);
    const other = t.start({ slots: 128 });
    await expect(other.ended).rejects.toMatchObject({ code: "config-invalid" });
  });
});
