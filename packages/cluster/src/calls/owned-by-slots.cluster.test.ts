import { expect, it } from "vitest";
import { startCallingWorker } from "../../test/start-worker.fixture.ts";
import { createTestCaller } from "../../test/test-calls.fixture.ts";
import { describeOnRedis, startRedis } from "../../test/test-redis.fixture.ts";
import { accountNames, testTimes } from "../../test/test-workers.fixture.ts";
import { createAccountPlaces } from "../ownership/account-places.ts";
import type { OwnershipTimes } from "../ownership/redis-ownership.ts";
import { createKeys } from "../redis/keys.ts";

const names = accountNames(8);
const slots = 8;
const rescan = { operation: { do: "rescan" }, repeatable: true } as const;
const send = { operation: { do: "call", service: "mail/send", input: {} }, repeatable: false } as const;

/** A caller, and processes that own the accounts by the locks of BullMQ. */
async function setup(times: Partial<OwnershipTimes> = testTimes) {
  const server = await startRedis();
  const redis = server.connect();
  const places = createAccountPlaces(redis, createKeys("test:"), slots);
  for (const name of names) await places.add(name);
  const caller = createTestCaller(redis, { owners: places });
  const start = (id: string) => startCallingWorker({ url: server.url, id, slots, times });
  const ownerOf = async (name: string): Promise<string | undefined> => (await places.ownerOf(name))?.worker;
  return {
    redis,
    caller,
    start,
    ownerOf,
    /** Resolves when all accounts are with these workers, and each has some. */
    async shared(...workers: readonly string[]) {
      await expect.poll(async () => [...new Set(await Promise.all(names.map(ownerOf)))].sort()).toEqual(workers);
    },
    async accountOf(worker: string): Promise<string> {
      const owners = await Promise.all(names.map(ownerOf));
      return names[owners.indexOf(worker)] ?? "";
    },
    async inAnotherSlot(account: string): Promise<string> {
      const slotsOf = await Promise.all(names.map(async (name) => (await places.ownerOf(name))?.slot));
      const own = slotsOf[names.indexOf(account)];
      return names[slotsOf.findIndex((slot) => slot !== own)] ?? "";
    },
    runsOf: async (account: string) => (await redis.lrange("test:runs", 0, -1)).filter((run) => run.split(" ")[1] === account),
    async [Symbol.asyncDispose]() {
      await caller[Symbol.asyncDispose]();
      await server[Symbol.asyncDispose]();
    },
  };
}

describeOnRedis("calls of accounts in slots", () => {
  it("are answered while workers come and die; a change that had begun then has an unknown outcome and runs once", async () => {
    await using t = await setup();
    // Nobody runs the accounts yet.
    const early = Promise.all(names.map((account) => t.caller.call({ account, ...rescan })));
    const one = t.start("one");
    expect(new Set(await early)).toEqual(new Set(["one"]));
    t.start("two");
    await t.shared("one", "two");
    const account = await t.accountOf("one");
    const sent = t.caller.call({ account, ...send });
    sent.catch(() => {});
    await expect.poll(() => t.runsOf(account)).toContain(`one ${account} call`);
    one.child.kill("SIGKILL");
    // Asked while the lock of a dead worker still stands.
    const answers = await Promise.all(names.map((name) => t.caller.call({ account: name, ...rescan })));
    expect(new Set(answers)).toEqual(new Set(["two"]));
    await expect(sent).rejects.toMatchObject({ code: "outcome-unknown" });
    expect((await t.runsOf(account)).filter((run) => run.endsWith(" call"))).toEqual([`one ${account} call`]);
  });

  it("end before the account is given back, and others reach its next owner", async () => {
    // Nobody dies, so that no lock has to end.
    await using t = await setup({ ...testTimes, lockDuration: 60_000 });
    const one = t.start("one");
    await t.shared("one");
    const account = await t.accountOf("one");
    const sent = t.caller.call({ account, ...send });
    sent.catch(() => {});
    await expect.poll(() => t.runsOf(account)).toEqual([`one ${account} call`]);
    t.start("two");
    one.say("drain");
    const other = await t.inAnotherSlot(account);
    await expect.poll(() => t.ownerOf(other)).toBe("two");
    expect(await t.ownerOf(account)).toBe("one");
    const later = t.caller.call({ account, ...rescan });
    await t.redis.rpush("test:answers", "go");
    expect(await sent).toBe("one");
    expect(await later).toBe("two");
    await expect.poll(() => one.lines).toContain("drained");
  });
});
