import { mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { expect, it, onTestFinished } from "vitest";
import { createGate } from "../../test/create-gate.fixture.ts";
import { startProcess } from "../../test/start-process.fixture.ts";
import { describeOnRedis, startRedis, type TestRedis } from "../../test/test-redis.fixture.ts";
import { createKeys } from "../redis/keys.ts";
import { type HeldRole, holdRole, type RoleLease, type RoleTimes } from "./hold-role.ts";

const keys = createKeys("test:");

/** Processes that wait for one role, and what they do with it. */
function createProcesses(server: TestRedis) {
  const redis = server.connect();
  return {
    redis,
    start: (id: string) => ({ id, ...startProcess("role-holder.fixture.ts", [server.url, id]) }),
    lastActor: () => redis.lindex("test:acts", -1),
    actors: () => redis.lrange("test:acts", 0, -1),
  };
}

/** Somebody in this process who waits for the role, and what became of it. */
function createHolder(server: TestRedis, times: Partial<RoleTimes> = {}, run?: (signal: AbortSignal, lease: RoleLease) => Promise<void>) {
  const ends: string[] = [];
  const problems: unknown[] = [];
  let begun = 0;
  const role: HeldRole = holdRole({
    redis: server.connect(),
    keys,
    name: "mqtt",
    times: { interval: 20, ...times },
    onProblem: (error) => void problems.push(error),
    async run(signal, lease) {
      begun++;
      if (run) return run(signal, lease);
      await new Promise<void>((resolve) => signal.addEventListener("abort", () => resolve()));
      ends.push(signal.reason);
    },
  });
  onTestFinished(() => role.stop());
  return { role, ends, problems, begun: () => begun };
}

describeOnRedis("a role of a cluster", () => {
  it("is with one process, and after a kill with the next within ten seconds", async () => {
    await using server = await startRedis();
    const t = createProcesses(server);
    const first = t.start("first");
    await expect.poll(t.lastActor).toBe("first");
    t.start("second");
    const third = t.start("third");
    await expect.poll(() => third.lines).toContain("ready");
    expect(new Set(await t.actors())).toEqual(new Set(["first"]));
    const killedAt = performance.now();
    first.child.kill("SIGKILL");
    await expect.poll(t.lastActor).not.toBe("first");
    expect(performance.now() - killedAt).toBeLessThan(10_000);
    // One after the other: nobody's acts are between those of another.
    const actors = await t.actors();
    expect(actors.filter((actor, index) => actor !== actors[index - 1]).length).toBe(2);
  });

  it("goes to the next process at once when it is given back", async () => {
    await using server = await startRedis();
    const t = createProcesses(server);
    const first = t.start("first");
    await expect.poll(t.lastActor).toBe("first");
    const second = t.start("second");
    await expect.poll(() => second.lines).toContain("ready");
    first.say("stop");
    await first.ended;
    const stoppedAt = performance.now();
    await expect.poll(t.lastActor).toBe("second");
    expect(performance.now() - stoppedAt).toBeLessThan(3_000);
    expect(first.lines.at(-1)).toBe("end give-back");
  });

  it("is not used by a process that was suspended for longer than its lock lasts", async () => {
    await using server = await startRedis();
    const t = createProcesses(server);
    const first = t.start("first");
    await expect.poll(t.lastActor).toBe("first");
    first.child.kill("SIGSTOP");
    const before = (await t.actors()).filter((actor) => actor === "first").length;
    t.start("second");
    await expect.poll(t.lastActor).toBe("second");
    first.child.kill("SIGCONT");
    await expect.poll(() => first.lines.at(-1)).toBe("end lost");
    // It waits again, and the other goes on. What it had handed over before it was suspended may arrive now.
    const after = (await t.actors()).filter((actor) => actor === "first").length;
    expect(after - before).toBeLessThanOrEqual(1);
    const seen = await t.redis.llen("test:acts");
    await expect.poll(async () => (await t.redis.llen("test:acts")) > seen).toBe(true);
    expect(await t.lastActor()).toBe("second");
  });

  it("is not held by a process whose event loop was held up, even before its timers run", async () => {
    await using server = await startRedis();
    const t = createProcesses(server);
    const first = t.start("first");
    await expect.poll(t.lastActor).toBe("first");
    const folder = await mkdtemp(join(tmpdir(), "casement-role-"));
    onTestFinished(() => rm(folder, { recursive: true }));
    first.say(`block ${join(folder, "go-on")}`);
    await expect.poll(() => first.lines).toContain("blocked");
    t.start("second");
    await expect.poll(t.lastActor).toBe("second");
    await writeFile(join(folder, "go-on"), "");
    await expect.poll(() => first.lines).toContain("held false");
    await expect.poll(() => first.lines.at(-1)).toBe("end lost");
  });

  it("ends before its lock when Redis does not answer, and begins again when it does", async () => {
    await using server = await startRedis();
    const observer = server.connect();
    const lockDuration = 2_000;
    let signal: AbortSignal | undefined;
    let lease: RoleLease | undefined;
    let wasSure: boolean | undefined;
    const t = createHolder(server, { lockDuration }, async (given, ownLease) => {
      [signal, lease] = [given, ownLease];
      await new Promise<void>((resolve) => given.addEventListener("abort", () => resolve()));
      wasSure = ownLease.sure(0);
    });
    await expect.poll(t.begun).toBe(1);
    server.suspend();
    await expect.poll(() => signal?.aborted).toBe(true);
    expect([signal?.reason, wasSure, lease?.sure(0), t.role.isHeld]).toEqual(["lost", false, false, false]);
    server.resume();
    await expect.poll(t.begun).toBe(2);
    expect(t.role.isHeld).toBe(true);
    expect(t.problems).not.toEqual([]);
    await server.stop();
    await expect.poll(() => t.role.isHeld).toBe(false);
    await server.start();
    await expect.poll(() => t.role.isHeld).toBe(true);
    expect(await observer.get(keys.role("mqtt"))).toBe(lease?.token);
  });

  it("ends when another process has its lock", async () => {
    await using server = await startRedis();
    const t = createHolder(server, { lockDuration: 2_000 });
    await expect.poll(t.begun).toBe(1);
    await server.connect().set(keys.role("mqtt"), "another");
    await expect.poll(() => t.ends).toEqual(["lost"]);
    // The lock of the other has no end here, and stays.
    await t.role.stop();
    expect(await server.connect().get(keys.role("mqtt"))).toBe("another");
  });

  it("goes to another process when one ends it on its own, whose error is told", async () => {
    await using server = await startRedis();
    const gate = createGate();
    const failing = createHolder(server, {}, async () => {
      await gate.opened;
      throw new Error("no broker");
    });
    await expect.poll(failing.begun).toBe(1);
    const other = createHolder(server);
    gate.open();
    await expect.poll(other.begun).toBe(1);
    expect(failing.problems).toMatchObject([{ message: "no broker" }]);
    await other.role.stop();
    await expect.poll(failing.begun).toBe(2);
  });

  it("stays locked until what belongs to it has ended", async () => {
    await using server = await startRedis();
    const observer = server.connect();
    const gate = createGate();
    const t = createHolder(server, { lockDuration: 2_000 }, () => gate.opened);
    await expect.poll(t.begun).toBe(1);
    const stopped = t.role.stop();
    // Renewed although it is to end: what is left of it grows again.
    let left = Number.POSITIVE_INFINITY;
    const hasGrown = async (): Promise<boolean> => {
      const before = left;
      left = await observer.pttl(keys.role("mqtt"));
      return left > before;
    };
    await expect.poll(hasGrown).toBe(true);
    await expect.poll(hasGrown).toBe(true);
    gate.open();
    await stopped;
    expect(await observer.exists(keys.role("mqtt"))).toBe(0);
  });
});
