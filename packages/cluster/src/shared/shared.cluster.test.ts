import { expect, onTestFinished, test } from "vitest";
import { createTestCluster } from "../../test/test-front.fixture.ts";
import { describeOnRedis, useRedis } from "../../test/test-redis.fixture.ts";

describeOnRedis("what fronts share", () => {
  const server = useRedis();

  async function openTwo() {
    const t = await createTestCluster(server(), { plugins: [] });
    onTestFinished(() => t[Symbol.asyncDispose]());
    return { ...t, a: await t.openFront(), b: await t.openFront() };
  }

  test("a state of a surface is never overwritten by what somebody has not seen, and its change is told", async () => {
    const t = await openTwo();
    const [one, other] = [t.a.sealedState("counts"), t.b.sealedState("counts")];
    expect(await one.read()).toBeUndefined();
    let told = 0;
    other.onChange!(() => told++);
    const add = (state: typeof one) => state.update((value) => [...((value as string[] | undefined) ?? []), "secret"]);
    await Promise.all([add(one), add(other), add(one), add(other)]);
    expect(await other.read()).toEqual(["secret", "secret", "secret", "secret"]);
    await expect.poll(() => told).toBe(4);
    await one.write(["new"]);
    expect(await other.read()).toEqual(["new"]);
    await expect.poll(() => told).toBe(5);
    await one.update((value) => value);
    expect((await t.redis.hgetBuffer(t.keys.states, "counts"))!.toString("latin1")).not.toContain("new");
    expect(() => t.a.sealedState("../key")).toThrow(expect.objectContaining({ code: "input-invalid" }));
  });

  test("calls of agents are listed at every front, newest first, and a call once", async () => {
    const t = await openTwo();
    const call = { client: "Agent", tool: "todo_add", account: "home" };
    await t.a.audit().add({ ...call, outcome: "begun", call: "1" });
    await t.b.audit().add({ ...call, outcome: "begun", call: "2" });
    await t.b.audit().add({ ...call, outcome: "done", call: "1" });
    const entries = await t.a.audit().read();
    expect(entries.map(({ outcome }) => outcome)).toEqual(["done", "begun"]);
    expect(entries[0]).toEqual({ ...call, outcome: "done", at: expect.any(String) });
    expect(await t.b.audit().read(1)).toEqual(entries.slice(0, 1));
  });
});
