import { describe, expect, it } from "vitest";
import { setUpScheduler } from "../../test/feeds/scheduler.fixture.ts";

describe("the scheduler", () => {
  it("runs all tasks at start, then tasks with the same interval together on the account's grid", async () => {
    const t = setUpScheduler();
    t.task("fast", 15_000);
    t.task("slow", 60_000);
    t.task("slow too", 60_000);
    await t.scheduler.start();
    t.ran.length = 0;
    await t.advance(120_000);
    const at = (id: string) => t.ran.filter(([name]) => name === id).map(([, time]) => time);
    expect(at("fast")).toEqual([4, 19, 34, 49, 64, 79, 94, 109]);
    expect(at("slow")).toHaveLength(2);
    expect(at("slow")).toEqual(at("slow too"));
    expect(at("fast")).toEqual(expect.arrayContaining(at("slow")));
  });

  it("rounds an interval up to the grid", async () => {
    const t = setUpScheduler(0);
    t.task("odd", 20_000);
    await t.scheduler.start();
    t.ran.length = 0;
    await t.advance(90_000);
    expect(t.ran.map(([, time]) => time)).toEqual([30, 60, 90]);
  });

  it("backs off when a task keeps failing, without affecting other tasks", async () => {
    const t = setUpScheduler(0);
    t.task("good", 15_000);
    t.task("bad", 15_000, async () => {
      throw new Error("no");
    });
    await t.scheduler.start();
    await t.advance(15 * 60_000);
    const count = (id: string) => t.ran.filter(([name]) => name === id).length;
    expect(count("good")).toBe(61);
    expect(count("bad")).toBeGreaterThan(4);
    expect(count("bad")).toBeLessThan(12);
    expect(t.scheduler.status("bad").error).toBeInstanceOf(Error);
    expect(t.scheduler.status("good").error).toBeUndefined();
  });

  it("does not start a running task again, and runs it once more for requests in the meantime", async () => {
    const t = setUpScheduler(0);
    let finish = () => {};
    const gate = new Promise<void>((resolve) => {
      finish = resolve;
    });
    t.task("long", 15_000, () => gate);
    const first = t.scheduler.refresh("long");
    const second = t.scheduler.refresh("long");
    const third = t.scheduler.refresh("long");
    finish();
    await Promise.all([first, second, third]);
    expect(t.ran).toHaveLength(2);
  });

  it("runs a task once, soon after the machine was suspended", async () => {
    const t = setUpScheduler(0);
    t.task("a", 60_000);
    await t.scheduler.start();
    t.ran.length = 0;
    t.clock.jump(new Date("2026-03-02T16:00:01Z"));
    await t.advance(15_000);
    expect(t.ran).toHaveLength(1);
  });

  it("continues when the clock is set back by days", async () => {
    const t = setUpScheduler(0);
    t.task("a", 60_000);
    t.task("daily", 86_400_000);
    await t.scheduler.start();
    await t.advance(60_000);
    t.ran.length = 0;
    t.clock.jump(new Date("2026-02-20T08:00:01Z"));
    await t.advance(180_000);
    expect(t.ran.filter(([id]) => id === "a").length).toBeGreaterThanOrEqual(3);
  });

  it("reports once, at its time, that the last success is too long ago, with one alarm for all tasks", async () => {
    const outcomes: string[] = [];
    const t = setUpScheduler(0, (id) => outcomes.push(id));
    let isHanging = false;
    const run = (): Promise<unknown> => (isHanging ? new Promise(() => {}) : Promise.resolve());
    for (let n = 0; n < 10_000; n++) t.scheduler.add({ id: `t${n}`, every: 60_000, run });
    t.scheduler.add({ id: "fast", every: 15_000, run });
    t.scheduler.add({ id: "daily", every: 86_400_000, run: () => Promise.resolve() });
    await t.scheduler.start();
    await t.advance(120_000);
    isHanging = true;
    outcomes.length = 0;
    expect(t.alarmsSet()).toBeLessThan(60);
    await t.clock.advance(44_999);
    expect(outcomes).toEqual([]);
    expect(t.scheduler.status("fast").isFresh).toBe(true);
    await t.clock.advance(1);
    expect(outcomes).toEqual(["fast"]);
    expect(t.scheduler.status("fast")).toMatchObject({ isFresh: false, error: undefined });
    await t.clock.advance(45_000);
    expect(outcomes).toHaveLength(10_001);
    expect(t.scheduler.status("t1").isFresh).toBe(false);
    await t.clock.advance(3_600_000);
    expect(outcomes).toHaveLength(10_001);
    expect(t.scheduler.status("daily").isFresh).toBe(true);
  });

  it.each(["fails", "is unfinished"])("retries a daily task that %s within the hour, then returns to once a day", async (how) => {
    const t = setUpScheduler(0);
    let bad = true;
    t.task("list", 86_400_000, async () => {
      if (bad && how === "fails") throw new Error("no");
      return bad ? "unfinished" : undefined;
    });
    await t.scheduler.start();
    await t.advance(6 * 3_600_000);
    // After 1, 2, 4 … minutes, then hourly.
    expect(t.ran.map(([, time]) => time / 60)).toEqual([0, 1, 3, 7, 15, 31, 63, 123, 183, 243, 303]);
    bad = false;
    await t.advance(2 * 3_600_000);
    expect(t.ran).toHaveLength(12);
    expect(t.scheduler.status("list").error).toBeUndefined();
    await t.advance(24 * 3_600_000);
    expect(t.ran).toHaveLength(13);
  });

  it("runs a task that was added while it is live on the next tick, and none that was removed or after it was stopped", async () => {
    const t = setUpScheduler(0);
    expect(t.scheduler.live).toBe(false);
    t.task("early", 15_000);
    await t.advance(60_000);
    expect(t.ran).toEqual([]);
    await t.scheduler.start();
    expect(t.scheduler.live).toBe(true);
    t.task("removed", 15_000);
    t.task("late", 30_000);
    t.scheduler.remove("removed");
    t.ran.length = 0;
    await t.advance(45_000);
    expect(t.ran).toEqual([
      ["early", 75],
      ["late", 75],
      ["early", 90],
      ["late", 90],
      ["early", 105],
    ]);
    t.scheduler.stop();
    expect(t.scheduler.live).toBe(false);
    await t.advance(60_000);
    expect(t.ran).toHaveLength(5);
  });

  it("has the status of a task, which a task that replaces it takes over, and forgets errors that no longer apply", async () => {
    const t = setUpScheduler(0);
    const failure = new Error("no");
    let fails = false;
    const run = async () => {
      if (fails) throw failure;
    };
    t.task("a", 60_000, run);
    expect(t.scheduler.status("a")).toEqual({ succeededAt: undefined, error: undefined, isFresh: false });
    expect(t.scheduler.status("unknown")).toEqual({ succeededAt: undefined, error: undefined, isFresh: false });
    await t.scheduler.refresh("a");
    const succeededAt = t.clock.now().getTime();
    expect(t.scheduler.status("a")).toEqual({ succeededAt, error: undefined, isFresh: true });
    fails = true;
    await t.advance(1_000);
    await expect(t.scheduler.refresh("a")).rejects.toBe(failure);
    t.task("a", 60_000, run);
    expect(t.scheduler.status("a")).toEqual({ succeededAt, error: failure, isFresh: false });
    t.scheduler.clearErrors((error) => error !== failure);
    expect(t.scheduler.status("a").error).toBe(failure);
    t.scheduler.clearErrors((error) => error === failure);
    expect(t.scheduler.status("a")).toEqual({ succeededAt, error: undefined, isFresh: true });
  });

  it("runs one task or all of them on request, and says so to them", async () => {
    const t = setUpScheduler(0);
    const demands: [string, boolean][] = [];
    for (const id of ["a", "b"])
      t.scheduler.add({
        id,
        every: 60_000,
        async run(onDemand) {
          demands.push([id, onDemand]);
          if (id === "b") throw new Error("no");
        },
      });
    await t.scheduler.refresh("a");
    await t.scheduler.refresh("unknown");
    await t.scheduler.refreshAll();
    await t.scheduler.start();
    expect(demands).toEqual([
      ["a", true],
      ["a", true],
      ["b", true],
      ["a", false],
      ["b", false],
    ]);
  });

  it("tells the outcome of every run, but not of a task that was removed or replaced meanwhile", async () => {
    const outcomes: string[] = [];
    const t = setUpScheduler(0, (id) => outcomes.push(id));
    let finish = () => {};
    const run = () =>
      new Promise<void>((resolve) => {
        finish = resolve;
      });
    t.task("a", 60_000, run);
    for (const end of ["stay", "remove", "replace"]) {
      const running = t.scheduler.refresh("a");
      if (end === "remove") t.scheduler.remove("a");
      if (end === "replace") t.task("a", 60_000, run);
      finish();
      await running;
      if (end === "remove") t.task("a", 60_000, run);
    }
    expect(outcomes).toEqual(["a"]);
  });

  it("counts an interval from one tick to the next, however late in it a task was read", async () => {
    const t = setUpScheduler(0);
    t.task("a", 60_000);
    await t.scheduler.start();
    await t.advance(50_000);
    await t.scheduler.refresh("a");
    await t.advance(70_000);
    expect(t.ran.map(([, time]) => time)).toEqual([0, 50, 60, 120]);
  });

  it("backs off from its second failure on, twice as long each time, up to five minutes", async () => {
    const t = setUpScheduler(0);
    t.task("bad", 15_000, async () => {
      throw new Error("no");
    });
    await t.scheduler.start();
    await t.advance(20 * 60_000);
    expect(t.ran.map(([, time]) => time)).toEqual([0, 15, 75, 195, 435, 735, 1_035]);
  });

  it("runs a task again for a request during a run that fails, and says so to it", async () => {
    const t = setUpScheduler(0);
    const demands: boolean[] = [];
    let fail = (_: Error): void => {};
    const first = new Promise<void>((_, reject) => {
      fail = reject;
    });
    t.scheduler.add({
      id: "a",
      every: 60_000,
      async run(onDemand) {
        demands.push(onDemand);
        if (demands.length === 1) await first;
      },
    });
    const started = t.scheduler.start();
    const requested = t.scheduler.refresh("a");
    fail(new Error("no"));
    await Promise.all([started, requested]);
    expect(demands).toEqual([false, true]);
    expect(t.scheduler.status("a").error).toBeUndefined();
  });

  it("runs a task of five minutes that failed once at its next time, not sooner", async () => {
    const t = setUpScheduler(0);
    let fails = true;
    t.task("a", 5 * 60_000, async () => {
      if (fails) throw new Error("no");
    });
    await t.scheduler.start();
    fails = false;
    await t.advance(10 * 60_000);
    expect(t.ran.map(([, time]) => time)).toEqual([0, 300, 600]);
  });

  it("reports a task that fails at its runs only, and one that was replaced only once", async () => {
    const outcomes: [string, number][] = [];
    const t = setUpScheduler(0, (id) => outcomes.push([id, seconds()]));
    const start = t.clock.now().getTime();
    const seconds = () => (t.clock.now().getTime() - start) / 1_000;
    let state: "well" | "failing" | "hanging" = "well";
    const run = async () => {
      if (state === "failing") throw new Error("no");
      if (state === "hanging") await new Promise(() => {});
    };
    t.scheduler.add({ id: "daily", every: 86_400_000, run: async () => {} });
    await t.scheduler.start();
    // Its time comes before that of the task that the alarm waits for.
    t.scheduler.add({ id: "a", every: 15_000, run });
    await t.advance(15_000);
    state = "failing";
    await t.advance(60_000);
    expect(outcomes).toEqual([
      ["daily", 0],
      ["a", 15],
      ["a", 30],
      ["a", 45],
    ]);
    state = "well";
    await t.advance(30_000);
    outcomes.length = 0;
    state = "hanging";
    await t.clock.advance(60_000);
    expect(outcomes.map(([id]) => id)).toEqual(["a"]);
    t.scheduler.add({ id: "a", every: 15_000, run });
    await t.clock.advance(60_000);
    expect(outcomes).toHaveLength(1);
  });

  it("sets no alarm before it is started, and can be stopped then", async () => {
    const t = setUpScheduler(0);
    t.task("a", 15_000);
    await t.scheduler.refresh("a");
    expect(t.alarmsSet()).toBe(0);
    t.scheduler.stop();
    expect(t.scheduler.live).toBe(false);
  });
});
