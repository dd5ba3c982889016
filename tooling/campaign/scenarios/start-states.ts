import { rmSync, writeFileSync } from "node:fs";
import { fileURLToPath } from "node:url";
import { householdUsers } from "@casement/graph-emulator/household";
import { newKinds } from "../harness/outside-changes.ts";
import { pauseFor } from "../harness/pause-for.ts";
import { secondsUntil } from "../harness/seconds-until.ts";
import type { FaultScenario, ScenarioGroup } from "./fault-scenario.ts";
import { respondWith } from "./graph-rules.ts";

/** The hub starts while Graph is gone. */
const goneAtStart = (name: string): FaultScenario => ({
  name: `graph-${name}`,
  async run(run) {
    const household = await run.open();
    const { hub, proxy } = household;
    const before = new Map((await hub.sensors()).map(({ id, state }) => [id, JSON.stringify(state)]));
    await hub.kill();
    await household.changes.make(...newKinds);
    if (name === "refused") await proxy.close();
    else proxy.rule = () => (name === "stalled" ? { kind: "stall" } : respondWith(503, "x"));
    await household.startHub();
    const sensors = await hub.sensors();
    run.check(sensors.length === before.size, `${sensors.length} of ${before.size} sensors`);
    run.check(
      sensors.every(({ id, state }) => JSON.stringify(state) === before.get(id)),
      "a last state is gone or changed",
    );
    run.check(
      sensors.every(({ stale }) => stale),
      "a sensor is not stale",
    );
    await pauseFor(20_000);
    if (name === "refused") await proxy.open();
    proxy.rule = undefined;
    proxy.drop();
    await run.settle(household, { seconds: 330 });
  },
});

const resolver = fileURLToPath(new URL("../harness/failing-resolver.mjs", import.meta.url));

const scenarios: readonly FaultScenario[] = [
  goneAtStart("refused"),
  goneAtStart("stalled"),
  goneAtStart("503"),
  {
    name: "dns-fails",
    async run(run) {
      const switchFile = `${run.folder}/dns-fails`;
      const household = await run.open({
        graphUrl: (port) => `http://graph-test.invalid:${port}`,
        hubStart: { env: { DNS_FAILS: switchFile }, nodeArgs: ["--import", resolver] },
      });
      writeFileSync(switchFile, "");
      await household.changes.make(...newKinds);
      run.check((await household.announced(5)) === undefined, "the hub resolved the name all the same");
      await household.hub.kill();
      await household.startHub();
      const { stale, kept } = await countStates(household.hub);
      run.check(stale === kept, `${stale} of ${kept} sensors are stale`);
      rmSync(switchFile);
      await run.settle(household, { seconds: 200 });
    },
  },
  {
    name: "emulator-killed-with-all-data",
    async run(run) {
      const household = await run.open();
      const { hub, emulator } = household;
      const { kept } = await countStates(hub);
      await emulator.process().stop();
      await pauseFor(3_000);
      await emulator.restart();
      const noticed = await secondsUntil(90 * run.factor, async () => (await hub.account()).state === "sign-in-required");
      run.check(noticed !== undefined, "the account does not say sign-in-required");
      run.check((await countStates(hub)).kept === kept, "a last state is gone");
      await emulator.control("entra/grant", "harbour-lane.example", "11111111-1111-4111-8111-111111111111", [
        "Group.Read.All",
        "Group.ReadWrite.All",
      ]);
      await household.signIn("home", householdUsers.main);
      await household.fresh(60);
      await household.changes.reload();
      await household.changes.make(...newKinds);
      await run.settle(household);
    },
  },
];

async function countStates(hub: { sensors(): Promise<readonly { stale: boolean; state: unknown }[]> }) {
  const sensors = await hub.sensors();
  return { stale: sensors.filter(({ stale }) => stale).length, kept: sensors.filter(({ state }) => state !== undefined).length };
}

export const startStates: ScenarioGroup = { name: "start", scenarios };
