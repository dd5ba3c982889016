import { createFakeClock } from "@casement/graph-emulator";
import { expect, it } from "vitest";
import { createAlarms } from "../async/alarms.ts";
import { createTaskTracker } from "../async/task-tracker.ts";
import { createScheduler } from "../feeds/scheduler.ts";
import { createStartTurns } from "./start-turns.ts";

function createAccounts(count: number, updated: number[] = []) {
  const clock = createFakeClock();
  const alarms = createAlarms(clock);
  const tasks = createTaskTracker();
  const started: number[] = [];
  const finish = new Map<number, () => void>();
  const accounts = Array.from({ length: count }, (_, number) => {
    const scheduler = createScheduler({ clock, alarms, phase: 0, onOutcome: () => {}, background: (task) => void tasks.run(task) });
    const run = () =>
      new Promise<void>((resolve) => {
        started.push(number);
        finish.set(number, resolve);
      });
    scheduler.add({ id: "read", every: 3_600_000, run });
    return { scheduler, tasks: createTaskTracker(), runtime: { subscriptions: { update: () => void updated.push(number) } } };
  });
  return { clock, tasks, accounts, started, finish, startInTurn: createStartTurns(clock, tasks) };
}

it("starts sixteen accounts at once, and the next when one has read everything", async () => {
  const updated: number[] = [];
  const { accounts, started, finish, startInTurn, tasks } = createAccounts(20, updated);
  accounts.forEach(startInTurn);
  expect(updated).toEqual([...Array(16).keys()]);
  // One after the other, with other work of the process in between.
  await new Promise(setImmediate);
  expect(started).toEqual([0]);
  await expect.poll(() => started.length).toBe(16);
  expect(updated).toEqual(started);
  expect(accounts.map(({ scheduler }) => scheduler.live)).toEqual(accounts.map((_, number) => number < 16));
  finish.get(3)!();
  await expect.poll(() => started.length).toBeGreaterThan(16);
  expect(started.slice(16)).toEqual([16]);
  const settled = tasks.settled();
  for (let number = 0; number < 20; number++) {
    await expect.poll(() => finish.has(number)).toBe(true);
    finish.get(number)!();
  }
  await settled;
  expect(started).toHaveLength(20);
});

it("does not wait for accounts that take long", async () => {
  const { clock, accounts, started, startInTurn } = createAccounts(20);
  accounts.forEach(startInTurn);
  await clock.advance(4_900);
  await expect.poll(() => started.length).toBe(16);
  await clock.advance(200);
  await expect.poll(() => started.length).toBe(20);
});

it("starts no account that was closed while it waited", async () => {
  const { clock, accounts, started, startInTurn } = createAccounts(20);
  accounts.forEach(startInTurn);
  accounts[17]!.scheduler.stop();
  await clock.advance(5_000);
  await expect.poll(() => started.length).toBe(19);
  expect(started).toEqual([...Array(17).keys(), 18, 19]);
  expect(accounts[17]!.scheduler.live).toBe(false);
});
