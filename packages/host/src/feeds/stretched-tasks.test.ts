import { describe, expect, it } from "vitest";
import { setUpScheduler } from "../../test/feeds/scheduler.fixture.ts";

describe("a stretched task", () => {
  it("runs rarely and is fresh for as long, and at its own interval again from the next tick", async () => {
    const t = setUpScheduler();
    t.task("mail", 30_000);
    await t.scheduler.start();
    t.scheduler.stretch("mail", 600_000);
    t.ran.length = 0;
    await t.advance(600_000);
    expect(t.ran).toHaveLength(1);
    await t.advance(300_000);
    expect(t.scheduler.status("mail").isFresh).toBe(true);
    t.ran.length = 0;
    t.scheduler.stretch("mail", undefined);
    await t.advance(15_000);
    expect(t.ran).toHaveLength(1);
    await t.advance(60_000);
    expect(t.ran).toHaveLength(3);
    expect(t.scheduler.status("mail").isFresh).toBe(true);
  });

  it("is stale when its safety read is overdue by 30 seconds", async () => {
    const t = setUpScheduler();
    let blocked = false;
    t.task("mail", 30_000, () => (blocked ? new Promise(() => {}) : Promise.resolve()));
    await t.scheduler.start();
    t.scheduler.stretch("mail", 600_000);
    blocked = true;
    await t.clock.advance(629_000);
    expect(t.scheduler.status("mail").isFresh).toBe(true);
    await t.clock.advance(2_000);
    expect(t.scheduler.status("mail").isFresh).toBe(false);
  });

  it("that was added meanwhile runs at the next tick all the same", async () => {
    const t = setUpScheduler();
    await t.scheduler.start();
    t.task("mail", 30_000);
    t.scheduler.stretch("mail", 600_000);
    await t.advance(15_000);
    expect(t.ran).toHaveLength(1);
    await t.advance(300_000);
    expect(t.ran).toHaveLength(1);
  });

  it("that fails is retried as often as it would be without", async () => {
    const t = setUpScheduler();
    let fails = false;
    t.task("mail", 30_000, async () => {
      if (fails) throw new Error("refused");
    });
    await t.scheduler.start();
    t.scheduler.stretch("mail", 600_000);
    fails = true;
    await t.scheduler.refresh("mail").catch(() => {});
    t.ran.length = 0;
    await t.advance(60_000);
    expect(t.ran.length).toBeGreaterThanOrEqual(1);
  });

  it("never runs more often than it says itself", async () => {
    const t = setUpScheduler();
    t.task("chat", 86_400_000);
    await t.scheduler.start();
    t.scheduler.stretch("chat", 600_000);
    t.ran.length = 0;
    await t.advance(3_600_000);
    expect(t.ran).toEqual([]);
  });
});
