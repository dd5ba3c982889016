import { existsSync } from "node:fs";
import { newKinds } from "../harness/outside-changes.ts";
import { pauseFor } from "../harness/pause-for.ts";
import type { RunningHousehold } from "../harness/running-household.ts";
import type { FaultScenario, ScenarioGroup } from "./fault-scenario.ts";
import { actOn, isGraph, isToken, jsonHeaders, respondWith } from "./graph-rules.ts";
import { createCall } from "./service-calls.ts";

interface StopPhase {
  readonly name: string;
  readonly signal?: NodeJS.Signals;
  readonly begin?: (household: RunningHousehold) => Promise<unknown>;
}

const phases: readonly StopPhase[] = [
  { name: "sigterm-idle" },
  { name: "sigint-idle", signal: "SIGINT" },
  { name: "sighup-idle", signal: "SIGHUP" },
  {
    name: "a-call-is-stalled",
    async begin(household) {
      const { proxy, hub } = household;
      proxy.rule = actOn(({ method, path }) => method === "POST" && path.endsWith("/tasks"), { kind: "stall" });
      const { service, input } = await createCall(household, "todo/create-task");
      void hub.call(service, input);
      await pauseFor(1_000);
    },
  },
  {
    name: "graph-is-stalled",
    async begin({ proxy }) {
      proxy.rule = () => ({ kind: "stall" });
      await pauseFor(17_000);
    },
  },
  {
    name: "graph-throttles",
    async begin({ proxy }) {
      proxy.rule = actOn(isGraph, respondWith(429, "{}", { ...jsonHeaders, "retry-after": "100" }));
      await pauseFor(17_000);
    },
  },
  {
    name: "a-device-code-is-pending",
    begin: ({ hub }) => hub.api("POST", "/api/v1/accounts/home/sign-in", { method: "device-code" }),
  },
  {
    name: "a-token-is-stalled",
    async begin({ proxy, emulator }) {
      proxy.rule = actOn(isToken, { kind: "stall" });
      await emulator.control("entra/endAccessTokens", "expired");
      await pauseFor(17_000);
    },
  },
];

/** A signal ends the hub in time, with exit code 0, and leaves no lock. */
const scenarios: readonly FaultScenario[] = [
  ...phases.map(
    ({ name, signal = "SIGTERM", begin }): FaultScenario => ({
      name,
      async run(run) {
        const household = await run.shared();
        const { hub, proxy, dataFolder } = household;
        await begin?.(household);
        const begun = Date.now();
        const end = await hub.kill(signal);
        const seconds = (Date.now() - begun) / 1_000;
        run.check(end?.code === 0, `ended with ${JSON.stringify(end)}`);
        run.check(seconds < 5 * run.factor, `ended after ${seconds.toFixed(1)} s`);
        run.check(!existsSync(`${dataFolder}/lock`) && !existsSync(`${dataFolder}/run.json`), "lock or run.json is left");
        run.remark(`ended after ${seconds.toFixed(1)} s`);
        proxy.rule = undefined;
        proxy.drop();
        await hub.kill();
        await household.startHub();
        await household.changes.make(...newKinds);
        await run.settle(household);
      },
    }),
  ),
  {
    name: "during-the-start",
    async run(run) {
      const household = await run.shared();
      const { hub } = household;
      await hub.kill();
      for (let i = 0; i < 12; i++) {
        await household.startHub({ wait: false });
        await pauseFor(Math.random() * 2_500);
        const begun = Date.now();
        const end = await hub.kill(i % 2 ? "SIGTERM" : "SIGINT");
        // Before the hub listens to signals, the signal itself ends it.
        run.check(end !== undefined && (end.code === 0 || end.signal !== null), `ended with ${JSON.stringify(end)}`);
        run.check(Date.now() - begun < 10_000 * run.factor, "did not end in time");
        if (!end) await hub.kill();
      }
      await household.startHub();
      await household.changes.make(...newKinds);
      await run.settle(household);
    },
  },
];

export const stopSignals: ScenarioGroup = { name: "signal", shared: {}, scenarios };
