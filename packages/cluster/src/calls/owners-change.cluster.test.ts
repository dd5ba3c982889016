import { createFakeClock } from "@casement/graph-emulator";
import { expect, it } from "vitest";
import { createGate } from "../../test/create-gate.fixture.ts";
import { startProcess } from "../../test/start-process.fixture.ts";
import { createTestCaller, createTestOwner, freeAccount, giveAccount, lockOf } from "../../test/test-calls.fixture.ts";
import { describeOnRedis, startRedis } from "../../test/test-redis.fixture.ts";
import { untilSettled } from "../../test/until-settled.fixture.ts";
import { createHeldAccounts } from "./account-owners.ts";

const send = { account: "home", operation: { do: "call", service: "mail/send", input: {} }, repeatable: false } as const;
const rescan = { account: "home", operation: { do: "rescan" }, repeatable: true } as const;

/** A caller, the worker `two` in this process, and the worker `one`, which has the account `home`, in a process that can be killed. */
async function setup() {
  const server = await startRedis();
  const redis = server.connect();
  const clock = createFakeClock();
  const caller = createTestCaller(server.connect(), { clock });
  const two = createTestOwner(server.connect(), "two");
  const runs = (): Promise<string[]> => redis.lrange("test:runs", 0, -1);
  two.serve(async (_, operation) => {
    await redis.rpush("test:runs", `two ${operation.do}`);
    return "two";
  });
  return {
    redis,
    clock,
    caller,
    two,
    runs,
    async startOne() {
      await giveAccount(redis, "home", "one", "one's");
      const one = startProcess("owner.fixture.ts", [server.url, "one", "one's"]);
      await expect.poll(() => one.lines).toContain("ready");
      return one;
    },
    stateOf: async () => Promise.all((await redis.keys("test:call:*")).map((key) => redis.hget(key, "state"))),
    untilSettled: (call: Promise<unknown>) => untilSettled(clock, call),
    async [Symbol.asyncDispose]() {
      await caller[Symbol.asyncDispose]();
      await two[Symbol.asyncDispose]();
      await server[Symbol.asyncDispose]();
    },
  };
}

describeOnRedis("a call whose owner changes", () => {
  it.each([send, rescan])("runs once at the next owner if the first one died before it began: $operation.do", async (request) => {
    await using t = await setup();
    const one = await t.startOne();
    one.child.kill("SIGSTOP");
    const call = t.caller.call(request);
    await expect.poll(t.stateOf).toEqual(["asked"]);
    one.child.kill("SIGKILL");
    await t.two.take("home");
    await t.untilSettled(call);
    expect(await call).toBe("two");
    expect(await t.runs()).toEqual([`two ${request.operation.do}`]);
  });

  it("has an unknown outcome and is not repeated if the first one died after it began, unless it is repeatable", async () => {
    await using t = await setup();
    const one = await t.startOne();
    const call = t.caller.call(send);
    await expect.poll(t.runs).toEqual(["one call"]);
    one.child.kill("SIGKILL");
    await one.ended;
    await t.two.take("home");
    await t.untilSettled(call);
    await expect(call).rejects.toMatchObject({ code: "outcome-unknown" });
    expect(await t.caller.call(rescan)).toBe("two");
    expect(await t.runs()).toEqual(["one call", "two rescan"]);
  });

  it("is answered by the next owner if the first one died after it began, and it is repeatable", async () => {
    await using t = await setup();
    const one = await t.startOne();
    const call = t.caller.call(rescan);
    await expect.poll(t.runs).toEqual(["one rescan"]);
    one.child.kill("SIGKILL");
    await t.two.take("home");
    await t.untilSettled(call);
    expect(await call).toBe("two");
    expect(await t.runs()).toEqual(["one rescan", "two rescan"]);
  });

  it("keeps its unknown outcome when an owner that had lost the account answers late", async () => {
    await using t = await setup();
    const [begun, late] = [createGate(), createGate()];
    await using first = createTestOwner(t.redis, "first");
    first.serve(async () => {
      begun.open();
      await late.opened;
    });
    await first.take("home");
    const call = t.caller.call(send);
    await begun.opened;
    await t.two.take("home");
    await t.untilSettled(call);
    await expect(call).rejects.toMatchObject({ code: "outcome-unknown" });
    late.open();
    await first.settled("home");
    const [key = ""] = await t.redis.keys("test:call:*");
    expect(await t.redis.hmget(key, "state", "answer")).toEqual(["unknown", null]);
    expect(await t.runs()).toEqual([]);
  });

  it("waits while nobody owns the account", async () => {
    await using t = await setup();
    await freeAccount(t.redis, "home");
    const call = t.caller.call(send);
    await expect.poll(t.stateOf).toEqual(["asked"]);
    await t.clock.advance(5_000);
    expect(await t.runs()).toEqual([]);
    await t.two.take("home");
    await t.untilSettled(call);
    expect(await call).toBe("two");
  });

  it("begins as soon as its next owner has opened the account, which is told that somebody waits", async () => {
    await using server = await startRedis();
    const redis = server.connect();
    // The caller does not look again: its clock stands still.
    await using caller = createTestCaller(server.connect(), { clock: createFakeClock() });
    const held = createHeldAccounts("one", lockOf);
    await using one = createTestCaller(server.connect(), { own: held });
    one.serve(async (account) => `done for ${account}`);
    for (const account of ["home", "work"]) await giveAccount(redis, account, "one", "one's");
    const call = caller.call(send);
    await expect.poll(() => held.isAwaited("home")).toBe(true);
    expect(held.isAwaited("work")).toBe(false);
    const lease = { token: "one's", sure: () => true };
    const closed = createGate();
    const run = held.hold("home", { lease, signal: new AbortController().signal }, () => closed.opened);
    expect(await call).toBe("done for home");
    expect(held.isAwaited("home")).toBe(false);
    closed.open();
    await run;
  });
});
