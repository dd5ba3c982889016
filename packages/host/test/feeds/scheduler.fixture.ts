import { createFakeClock } from "@casement/graph-emulator";
import { createAlarms } from "../../src/async/alarms.ts";
import { createTaskTracker } from "../../src/async/task-tracker.ts";
import { createScheduler } from "../../src/feeds/scheduler.ts";

/** A scheduler on a clock that only the test advances, and what it ran: task and seconds since the start. */
export function setUpScheduler(phase = 4_000, onOutcome: (id: string) => void = () => {}) {
  const clock = createFakeClock("2026-03-02T08:00:00Z");
  const tasks = createTaskTracker();
  const alarms = createAlarms(clock);
  let alarmsSet = 0;
  const ran: [string, number][] = [];
  const scheduler = createScheduler({
    clock,
    alarms: {
      ...alarms,
      at(time, fn) {
        alarmsSet++;
        return alarms.at(time, fn);
      },
    },
    phase,
    onOutcome,
    background: (task) => void tasks.run(task),
  });
  const start = clock.now().getTime();
  return {
    clock,
    scheduler,
    ran,
    alarmsSet: () => alarmsSet,
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
