import { newKinds } from "../harness/outside-changes.ts";
import { pauseFor } from "../harness/pause-for.ts";
import { type RelayProcess, startRelay } from "../harness/relay-process.ts";
import type { RunningHousehold } from "../harness/running-household.ts";
import { secondsUntil } from "../harness/seconds-until.ts";
import type { FaultScenario, ScenarioGroup, ScenarioRun } from "./fault-scenario.ts";
import { allSubscribed, changeFor } from "./notified-household.ts";

type RelayState = "receiving" | "interrupted";

const expectState = async (run: ScenarioRun, { hub }: RunningHousehold, state: RelayState, seconds = 60): Promise<void> => {
  const reached = await secondsUntil(
    seconds * run.factor,
    async () => (await hub.api("GET", "/api/v1/notifications")).body.state === state,
  );
  run.check(reached !== undefined, `the hub does not say that it is ${state}`);
};

/** A household whose notifications come through a relay. At the end, the relay works again, and a change is announced at once. */
const withRelay = (
  name: string,
  fault: (household: RunningHousehold, relay: RelayProcess, run: ScenarioRun) => Promise<void>,
  { safetyInterval = "6h", ...more }: Partial<FaultScenario> & { readonly safetyInterval?: string } = {},
): FaultScenario => ({
  name,
  ...more,
  async run(run) {
    const relay = await startRelay(run.folder);
    run.cleanUp(relay.close);
    const household = await run.open({ relay: { address: relay.address, safetyInterval } });
    await allSubscribed(household);
    await household.changes.stock(6);
    await household.announced(60);
    await fault(household, relay, run);
    await expectState(run, household, "receiving");
    await household.changes.make(...newKinds);
    await run.settle(household, { seconds: 90 });
  },
});

const scenarios: readonly FaultScenario[] = [
  withRelay(
    "killed",
    async (household, relay, run) => {
      await relay.kill();
      await changeFor(household, 10);
      await expectState(run, household, "interrupted");
      // Everything is polled meanwhile.
      run.check((await household.announced(60)) !== undefined, "changes were not found without the relay");
      await relay.start();
    },
    { quick: true },
  ),
  withRelay("killed-10-times", async (household, relay) => {
    for (let i = 0; i < 10; i++) {
      await changeFor(household, 2);
      await relay.kill();
      await pauseFor(Math.random() * 3_000);
      await relay.start();
    }
  }),
  withRelay("slow", async (household, relay) => {
    relay.behavior = "slow";
    await changeFor(household, 20);
    await household.announced(60);
    relay.behavior = "honest";
  }),
  withRelay(
    "lying",
    async (household, relay, run) => {
      relay.behavior = "lying";
      // The lies begin with the next stream.
      await relay.kill();
      await relay.start();
      await expectState(run, household, "receiving");
      const before = household.proxy.total();
      const begun = Date.now();
      await changeFor(household, 20);
      // Only the read once a minute finds what is never reported.
      run.check((await household.announced(120)) !== undefined, "the safety read did not find what the relay kept silent about");
      const perMinute = ((household.proxy.total() - before) / (Date.now() - begun)) * 60_000;
      run.check(perMinute < 60, `lies caused ${Math.round(perMinute)} requests to Graph a minute`);
      relay.behavior = "honest";
      await relay.kill();
      await relay.start();
      await pauseFor(2_000);
    },
    { safetyInterval: "1m" },
  ),
];

export const relayFaults: ScenarioGroup = { name: "relay", scenarios };
