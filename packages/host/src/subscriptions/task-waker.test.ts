import { createFakeClock } from "@casement/graph-emulator";
import { describe, expect, it } from "vitest";
import { createAlarms } from "../async/alarms.ts";
import { createTaskWaker } from "./task-waker.ts";

function createRig() {
  const clock = createFakeClock();
  const runs = new Map<string, number>();
  const waker = createTaskWaker(clock, createAlarms(clock), (task) => runs.set(task, (runs.get(task) ?? 0) + 1));
  return {
    clock,
    waker,
    runsOf: (task: string) => runs.get(task) ?? 0,
    total: () => [...runs.values()].reduce((sum, count) => sum + count, 0),
  };
}

describe("notifications without end, as of a hostile relay", () => {
  it("run a task little more often than polling, and at once after a quiet time", async () => {
    const { clock, waker, runsOf } = createRig();
    for (let second = 0; second < 3_600; second++) {
      waker.wake(["a"]);
      await clock.advance(1_000);
    }
    expect(runsOf("a")).toBeLessThanOrEqual(60 + 360);
    await clock.advance(600_000);
    const before = runsOf("a");
    waker.wake(["a"]);
    expect(runsOf("a")).toBe(before + 1);
  });

  it("leave the rest of a household its reads: all tasks of an account share a budget, and none is forgotten", async () => {
    const { clock, waker, runsOf, total } = createRig();
    const tasks = Array.from({ length: 50 }, (_, index) => `task ${index}`);
    for (let second = 0; second < 3_600; second++) {
      waker.wake(tasks);
      await clock.advance(1_000);
    }
    expect(total()).toBeLessThanOrEqual(240 + 1_800);
    for (const task of tasks) expect(runsOf(task)).toBeGreaterThan(10);
    const before = tasks.map(runsOf);
    waker.wake(tasks);
    await clock.advance(150_000);
    expect(tasks.filter((task, index) => runsOf(task) === before[index])).toEqual([]);
  });

  it("do not delay what the host itself must read", async () => {
    const { clock, waker, runsOf } = createRig();
    for (let second = 0; second < 120; second++) {
      waker.wake(["a"]);
      await clock.advance(1_000);
    }
    const before = runsOf("a");
    waker.wake(["a"]);
    waker.wakeForOwn(["a"]);
    await clock.advance(1_000);
    expect(runsOf("a")).toBe(before + 1);
  });
});
