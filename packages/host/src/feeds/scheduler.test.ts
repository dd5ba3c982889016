import { createFakeClock } from "@casement/graph-emulator";
import { describe, expect, it } from "vitest";
import { createAlarms } from "../lifecycle/alarms.ts";
import { createTaskTracker } from "../lifecycle/task-tracker.ts";
import { createScheduler } from "./scheduler.ts";

function setup(phase = 4_000) {
  const clock = createFakeClock("2026-03-02T08:00:00Z");
  const tasks = createTaskTracker();
  const ran: [string, number][] = [];
  const scheduler = createScheduler({
    clock,
    alarms: createAlarms(clock),
    phase,
    onOutcome: () => {},
    background: (task) => void tasks.run(task),
  });
  const start = clock.now().getTime();
  return {
    clock,
    scheduler,
    ran,
    task: (id: string, every: number, run: () => Promise<unknown> = async () => {}) =>
      scheduler.add({
        id,
        every,
        run() {
          ran.push([id, (clock.now().getTime() - start) / 1000]);
          return run();
        },
      }),
    advance: (ms: number) => clock.advance(ms, () => tasks.settled()),
  };
}

describe("the scheduler", () => {
  it("runs all tasks at start, then tasks with the same interval together on the account's grid", async () => {
    const t = setup();
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
    const t = setup(0);
    t.task("odd", 20_000);
    await t.scheduler.start();
    t.ran.length = 0;
    await t.advance(90_000);
    expect(t.ran.map(([, time]) => time)).toEqual([30, 60, 90]);
  });

  it("backs off when a task keeps failing, without affecting other tasks", async () => {
    const t = setup(0);
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
    const t = setup(0);
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
    const t = setup(0);
    t.task("a", 60_000);
    await t.scheduler.start();
    t.ran.length = 0;
    t.clock.jump(new Date("2026-03-02T16:00:01Z"));
    await t.advance(15_000);
    expect(t.ran).toHaveLength(1);
  });

  it("continues when the clock is set back by days", async () => {
    const t = setup(0);
    t.task("a", 60_000);
    t.task("daily", 86_400_000);
    await t.scheduler.start();
    await t.advance(60_000);
    t.ran.length = 0;
    t.clock.jump(new Date("2026-02-20T08:00:01Z"));
    await t.advance(180_000);
    expect(t.ran.filter(([id]) => id === "a").length).toBeGreaterThanOrEqual(3);
  });

  it.each(["fails", "is unfinished"])("retries a daily task that %s within the hour, then returns to once a day", async (how) => {
    const t = setup(0);
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
});
