import { createProcessClock } from "../harness/fake-clock.ts";
import { newKinds } from "../harness/outside-changes.ts";
import { pauseFor } from "../harness/pause-for.ts";
import type { FaultScenario, ScenarioGroup } from "./fault-scenario.ts";

/** The hub's clock alone is off, all the time. */
const offBy = (name: string, seconds: number, more: Pick<FaultScenario, "quick"> = {}): FaultScenario => ({
  name,
  ...more,
  async run(run) {
    const clock = createProcessClock(`${run.folder}/hub`, seconds);
    const household = await run.open({ hubStart: { env: clock.env } });
    await household.changes.make(...newKinds, ...newKinds);
    await run.settle(household);
    const { warnings, problem } = await household.hub.account();
    const said = JSON.stringify([
      warnings,
      problem,
      household.hub
        .log()
        .split("\n")
        .filter((line) => /warn|error/i.test(line)),
    ]);
    run.check(Math.abs(seconds) < 120 || /clock/i.test(said), "nothing says that the clock is off");
  },
});

/** The hub's clock jumps and comes back. */
const jumpsBy = (name: string, seconds: number): FaultScenario => ({
  name,
  async run(run) {
    const clock = createProcessClock(`${run.folder}/hub`, 0);
    const household = await run.open({ hubStart: { env: clock.env } });
    for (const offset of [0, seconds, 0]) {
      clock.set(offset);
      await pauseFor(1_000);
      await household.changes.make(...newKinds);
      await household.announced(90);
    }
    await run.settle(household, { seconds: 120 });
  },
});

/** Hub and emulator live through a moment: nothing changes, and nothing may be announced but beginnings and ends. */
const livesThrough = (name: string, at: string, zone: string): FaultScenario => ({
  name,
  async run(run) {
    const offset = Math.round((Date.parse(at) - Date.now()) / 1_000);
    const clock = createProcessClock(`${run.folder}/all`, offset);
    const env = { ...clock.env, TZ: zone };
    const household = await run.open({ hubStart: { env }, emulatorEnv: env });
    const before = (await household.journal()).length;
    await pauseFor(Math.max(30_000, Date.parse(at) + 110_000 - (Date.now() + offset * 1_000)));
    const events = (await household.journal()).slice(before).filter(({ type }) => !/-(started|ended)$/.test(type));
    run.check(events.length === 0, `announced without a change: ${events.map(({ type }) => type).slice(0, 3)}`);
    await household.changes.make("mail", "task", "chat");
    await run.settle(household);
  },
});

const scenarios: readonly FaultScenario[] = [
  offBy("150-s-ahead", 150, { quick: true }),
  offBy("5-minutes-ahead", 300),
  offBy("2-hours-ahead", 7_200),
  offBy("2-hours-behind", -7_200),
  jumpsBy("3-hours-forward-and-back", 10_800),
  jumpsBy("3-hours-back-and-forward", -10_800),
  {
    name: "hub-suspended-for-150-s",
    async run(run) {
      const household = await run.open();
      household.hub.process()!.child.kill("SIGSTOP");
      await household.changes.make(...newKinds, ...newKinds);
      await pauseFor(150_000);
      household.hub.process()!.child.kill("SIGCONT");
      await run.settle(household);
    },
  },
  livesThrough("midnight-in-berlin", "2026-11-28T22:59:00Z", "Europe/Berlin"),
  livesThrough("spring-in-berlin", "2027-03-28T00:59:00Z", "Europe/Berlin"),
  livesThrough("autumn-in-berlin", "2026-10-25T00:59:00Z", "Europe/Berlin"),
  livesThrough("midnight-of-the-25-hour-day", "2026-10-25T22:59:00Z", "Europe/Berlin"),
  livesThrough("spring-in-new-york", "2027-03-14T06:59:00Z", "America/New_York"),
];

export const wrongClocks: ScenarioGroup = { name: "clock", needs: ["faketime"], scenarios };
