import { createFakeClock } from "@casement/graph-emulator";
import { expect, it } from "vitest";
import { createGate } from "../../test/create-gate.fixture.ts";
import { startRedisProxy } from "../../test/redis-proxy.fixture.ts";
import { createTestCaller, createTestOwner } from "../../test/test-calls.fixture.ts";
import { describeOnRedis, startRedis } from "../../test/test-redis.fixture.ts";
import { untilSettled } from "../../test/until-settled.fixture.ts";
import { connectRedis } from "../redis/connect-redis.ts";

const secret = "Quarterly figures";
const send = { account: "home", operation: { do: "call", service: "mail/send", input: { subject: secret } }, repeatable: false } as const;
const rescan = { account: "home", operation: { do: "rescan" }, repeatable: true } as const;

/** A caller and the owner of the account `home`. */
async function setup(options: { readonly waitLimit?: number } = {}) {
  const server = await startRedis();
  const redis = server.connect();
  const proxy = await startRedisProxy(server.url);
  const proxied = connectRedis({ url: proxy.url, onProblem() {} });
  const clock = createFakeClock();
  const caller = createTestCaller(proxied, { clock, ...options });
  const owner = createTestOwner(server.connect(), "one");
  await owner.take("home");
  return {
    server,
    redis,
    proxy,
    clock,
    caller,
    owner,
    callKey: async () => (await redis.keys("test:call:*"))[0] ?? "",
    async [Symbol.asyncDispose]() {
      proxied.disconnect();
      await caller[Symbol.asyncDispose]();
      await owner[Symbol.asyncDispose]();
      await proxy[Symbol.asyncDispose]();
      await server[Symbol.asyncDispose]();
    },
  };
}

describeOnRedis("calls over Redis", () => {
  it("have no readable contents there, and are deleted after a while", async () => {
    await using t = await setup();
    const [begun, go] = [createGate(), createGate()];
    t.owner.serve(async (_, operation, { progress }) => {
      progress(1, 2);
      begun.open();
      await go.opened;
      return operation;
    });
    const call = t.caller.call(send);
    await begun.opened;
    const unlink = await t.redis.acl("SETUSER", "default", "-unlink");
    expect(unlink).toBe("OK");
    const readAll = async (): Promise<string> => {
      const keys = (await t.redis.keys("test:*")).filter((key) => !/^test:(lock|owner):/.test(key));
      expect(keys.map((key) => key.replace(/[^:]+$/, "")).sort()).toEqual(["test:call:", "test:calls:"]);
      for (const key of keys) expect(await t.redis.pttl(key)).toBeGreaterThan(0);
      return (await Promise.all(keys.map((key) => t.redis.dump(key)))).join();
    };
    for (const word of [secret, "subject", "mail/send"]) expect(await readAll()).not.toContain(word);
    go.open();
    expect(await call).toEqual(send.operation);
    // Nobody could delete it, so it is still there.
    for (const word of [secret, "subject", "mail/send"]) expect(await readAll()).not.toContain(word);
    expect(await t.redis.hmget(await t.callKey(), "state", "input")).toEqual(["done", null]);
    expect(await t.redis.pttl(await t.callKey())).toBeLessThanOrEqual(60_000);
  });

  it("do not begin if the caller gave up before", async () => {
    await using t = await setup();
    const giveUp = new AbortController();
    const reason = new Error("enough");
    const call = t.caller.call(send, { signal: giveUp.signal });
    const refused = expect(call).rejects.toBe(reason);
    await expect.poll(async () => t.redis.hget(await t.callKey(), "state")).toBe("asked");
    giveUp.abort(reason);
    await refused;
    expect(await t.redis.hmget(await t.callKey(), "state", "input")).toEqual(["cancelled", null]);
    const seen: string[] = [];
    t.owner.serve(async (_, operation) => seen.push(operation.do));
    // The stream is read in order.
    await t.caller.call(rescan);
    expect(seen).toEqual(["rescan"]);
  });

  it("end as their owner says if the caller gave up after they began", async () => {
    await using t = await setup();
    const begun = createGate();
    t.owner.serve(async (_, operation, { signal }) => {
      begun.open();
      await new Promise((resolve) => signal.addEventListener("abort", resolve));
      if (operation.do === "call") return "sent all the same";
      throw signal.reason;
    });
    const giveUp = new AbortController();
    const [sent, scanned] = [send, rescan].map((request) => t.caller.call(request, { signal: giveUp.signal }));
    const refused = expect(scanned).rejects.toThrow("enough");
    await begun.opened;
    await expect.poll(async () => t.redis.xlen("test:calls:one")).toBe(2);
    await expect
      .poll(async () => Promise.all((await t.redis.keys("test:call:*")).map((key) => t.redis.hget(key, "state"))))
      .toEqual(["begun", "begun"]);
    giveUp.abort(new Error("enough"));
    expect(await sent).toBe("sent all the same");
    await refused;
  });

  it("do not keep a caller that gave up if their owner does not end them: the outcome of a change is then unknown", async () => {
    await using t = await setup();
    const begun = createGate();
    const go = createGate();
    t.owner.serve(async () => {
      begun.open();
      await go.opened;
    });
    const giveUp = new AbortController();
    const call = t.caller.call(send, { signal: giveUp.signal });
    const refused = expect(call).rejects.toMatchObject({ code: "outcome-unknown" });
    await begun.opened;
    giveUp.abort();
    await untilSettled(t.clock, call);
    await refused;
    go.open();
  });

  it("have a limit, after which they do not begin", async () => {
    await using t = await setup();
    const call = t.caller.call({ ...send, limit: 60_000 });
    const refused = expect(call).rejects.toMatchObject({ code: "timeout" });
    await expect.poll(async () => t.redis.hget(await t.callKey(), "state")).toBe("asked");
    await t.clock.advance(60_000);
    await refused;
    expect(await t.redis.hget(await t.callKey(), "state")).toBe("cancelled");
  });

  it("are answered though the message of the answer is lost", async () => {
    await using t = await setup();
    t.owner.serve(async () => {
      t.proxy.loseNextAnswer();
      return "done";
    });
    expect(await t.caller.call(send)).toBe("done");
    expect(t.proxy.lostAnswers).toBe(1);
  });

  it("run once if the question is sent again because Redis's answer to it was lost", async () => {
    await using t = await setup();
    let runs = 0;
    t.owner.serve(async () => ++runs);
    await t.caller.call(rescan);
    t.proxy.loseNextAnswer();
    expect(await t.caller.call(send)).toBe(2);
    expect(t.proxy.lostAnswers).toBe(1);
    expect(runs).toBe(2);
  });

  it("do not begin a second time if Redis forgot that they had begun", async () => {
    await using t = await setup();
    const [begun, go] = [createGate(), createGate()];
    let runs = 0;
    t.owner.serve(async () => {
      runs++;
      begun.open();
      await go.opened;
      return "once";
    });
    const call = t.caller.call(send);
    await begun.opened;
    await t.redis.hset(await t.callKey(), "state", "asked");
    await t.clock.advance(2_000);
    await expect.poll(() => t.redis.xlen("test:calls:one")).toBe(2);
    go.open();
    expect(await call).toBe("once");
    expect(runs).toBe(1);
  });

  it("are not passed on, unless they are repeatable, when the connection was broken: the first owner may have begun them", async () => {
    await using t = await setup();
    const two = createTestOwner(t.redis, "two");
    two.serve(async () => "two");
    const calls = [send, rescan].map((request) => t.caller.call(request));
    const settled = Promise.allSettled(calls);
    await expect.poll(async () => (await t.redis.keys("test:call:*")).length).toBe(2);
    await t.redis.call("CLIENT", "KILL", "TYPE", "normal", "SKIPME", "yes");
    await two.take("home");
    await untilSettled(t.clock, settled);
    expect(await settled).toMatchObject([
      { status: "rejected", reason: { code: "outcome-unknown" } },
      { status: "fulfilled", value: "two" },
    ]);
    await two[Symbol.asyncDispose]();
  });

  it("fail while Redis is gone, and do not run when it is back", async () => {
    await using t = await setup({ waitLimit: 10_000 });
    const seen: string[] = [];
    t.owner.serve(async (_, operation) => seen.push(operation.do));
    await t.caller.call(rescan);
    await t.server.stop();
    const call = t.caller.call(send);
    const refused = expect(call).rejects.toMatchObject({ code: "store-unavailable" });
    await untilSettled(t.clock, call);
    await refused;
    await t.server.start();
    await t.caller.call(rescan);
    expect(seen).toEqual(["rescan", "rescan"]);
  });

  it("begin no more when the account is given back, and those that have begun are answered", async () => {
    await using t = await setup();
    const [begun, go] = [createGate(), createGate()];
    t.owner.serve(async () => {
      begun.open();
      await go.opened;
      return "one";
    });
    const first = t.caller.call(send);
    await begun.opened;
    t.owner.end("home", "give-back");
    const second = t.caller.call(send);
    await expect.poll(() => t.redis.xlen("test:calls:one")).toBe(2);
    let isSettled = false;
    const settled = t.owner.settled("home").then(() => {
      isSettled = true;
    });
    expect(isSettled).toBe(false);
    go.open();
    expect(await first).toBe("one");
    await settled;
    const two = createTestOwner(t.redis, "two");
    two.serve(async () => "two");
    await two.take("home");
    await t.clock.advance(2_000);
    expect(await second).toBe("two");
    await two[Symbol.asyncDispose]();
  });

  it("are aborted when their account is lost", async () => {
    await using t = await setup();
    const begun = createGate();
    let reason: unknown;
    t.owner.serve(async (_, __, { signal }) => {
      begun.open();
      await new Promise((resolve) => signal.addEventListener("abort", resolve));
      reason = signal.reason;
    });
    void t.caller.call(rescan).catch(() => {});
    await begun.opened;
    t.owner.end("home", "lost");
    await expect.poll(() => reason).toMatchObject({ code: "lease-lost" });
  });

  it("leave the stream of a worker that does not read bounded", async () => {
    await using t = await setup();
    const filling = t.redis.pipeline();
    for (let n = 0; n < 12_000; n++) filling.xadd("test:calls:one", "*", "call", `old-${n}`, "account", "elsewhere");
    await filling.exec();
    t.owner.serve(async () => "still");
    expect(await t.caller.call(rescan)).toBe("still");
    expect(await t.redis.xlen("test:calls:one")).toBeLessThan(10_300);
  });
});
