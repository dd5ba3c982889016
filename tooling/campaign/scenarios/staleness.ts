import type { FaultRule } from "../harness/fault-proxy.ts";
import type { HubSensor } from "../harness/hub-process.ts";
import { newKinds } from "../harness/outside-changes.ts";
import { pauseFor } from "../harness/pause-for.ts";
import { secondsUntil } from "../harness/seconds-until.ts";
import type { FaultScenario, ScenarioGroup } from "./fault-scenario.ts";
import { actOn, isGraph, respondWith } from "./graph-rules.ts";

const isPresence = ({ id }: HubSensor) => id.startsWith("home/status/");
/** Seconds after the last success: the interval of 15 s, and 30 s. */
const limit = 45;

/** However Graph is gone: each sensor is stale within its interval plus 30 s, presence within 45 s. */
const staleInTime = (name: string, rule: FaultRule | undefined, quick?: true): FaultScenario => ({
  name,
  ...(quick && { quick }),
  async run(run) {
    const household = await run.open();
    const { hub, proxy, emulator } = household;
    await household.changes.make(...newKinds);
    await household.announced(60);
    if (rule) proxy.rule = rule;
    else emulator.process().child.kill("SIGSTOP");
    run.cleanUp(() => void emulator.process().child.kill("SIGCONT"));
    // A round that was under way may still end well.
    const allowed = limit + 2;
    const presence = await secondsUntil(allowed * 2, async () => (await hub.sensors()).filter(isPresence).every(({ stale }) => stale));
    const all = await secondsUntil(allowed * 2, async () => (await hub.sensors()).every(({ stale, gone }) => stale || gone));
    run.check((presence ?? 999) <= allowed, `presence is stale after ${presence?.toFixed(0) ?? `more than ${allowed * 2}`} s`);
    const total = all === undefined ? undefined : (presence ?? 0) + all;
    run.check((total ?? 999) <= allowed, `all sensors are stale after ${total?.toFixed(0) ?? `more than ${allowed * 2}`} s`);
    run.remark(`presence stale after ${presence?.toFixed(0)} s, all after ${total?.toFixed(0)} s`);
    proxy.rule = undefined;
    if (rule) proxy.drop();
    else emulator.process().child.kill("SIGCONT");
    await run.settle(household, { seconds: 120 });
  },
});

const scenarios: readonly FaultScenario[] = [
  staleInTime("stalled", () => ({ kind: "stall" }), true),
  staleInTime("suspended", undefined),
  staleInTime("bodies-never-end", actOn(isGraph, { kind: "slow", ms: 600_000 })),
  staleInTime("refused-by-503", actOn(isGraph, respondWith(503, "{}"))),
  {
    name: "graph-gone-is-said",
    needs: ["mosquitto"],
    async run(run) {
      const household = await run.open({ broker: {} });
      const { hub, proxy, listener } = household;
      await proxy.close();
      await household.changes.make(...newKinds);
      await pauseFor((limit + 5) * 1_000);
      const problem = () => JSON.parse(listener.messages.get("casement/home/problem") ?? "{}");
      const said = await secondsUntil(20 * run.factor, () => problem().code !== "none");
      run.check(
        said !== undefined,
        `MQTT says "${problem().message}" while ${(await hub.sensors()).filter(({ stale }) => stale).length} sensors are stale`,
      );
      const { problem: ofAccount, warnings, plugins } = await hub.account();
      const isSaid = ofAccount !== undefined || warnings.length > 0 || plugins.some((plugin: any) => plugin.error !== undefined);
      run.check(isSaid, "GET accounts names no problem");
      const problems = hub
        .log()
        .split("\n")
        .filter((line) => /warn|error/i.test(line));
      run.check(
        problems.some((line) => line.includes("home")),
        "the log names no problem of the account",
      );
      await proxy.open();
      await run.settle(household, { seconds: 330 });
      const gone = await secondsUntil(60 * run.factor, () => problem().code === "none");
      run.check(gone !== undefined, `the problem stays: ${problem().message}`);
    },
  },
];

/** Stale means time. */
export const staleSensors: ScenarioGroup = { name: "stale", scenarios };
