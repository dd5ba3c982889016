import { readFileSync } from "node:fs";
import { get, type IncomingMessage } from "node:http";
import { httpToken } from "../harness/household-config.ts";
import { newKinds } from "../harness/outside-changes.ts";
import { pauseFor } from "../harness/pause-for.ts";
import type { RunningHousehold } from "../harness/running-household.ts";
import { startProcess } from "../harness/started-process.ts";
import type { FaultScenario, ScenarioGroup, ScenarioRun } from "./fault-scenario.ts";
import { countEffects, createCall } from "./service-calls.ts";

/** Asks for health from a process of its own, so that the campaign's own work is not measured. */
function probeHealth(run: ScenarioRun, port: number): () => Promise<readonly number[]> {
  const file = `${run.folder}/health`;
  const script = `const { get } = require("node:http"); const { appendFileSync } = require("node:fs");
(async () => { for (;;) { const begun = performance.now();
await new Promise((resolve) => { const r = get({ port: ${port}, path: "/api/health", agent: false }, (s) => { s.resume(); s.on("end", resolve); }); r.on("error", resolve); });
appendFileSync(${JSON.stringify(file)}, performance.now() - begun + "\\n"); await new Promise((resolve) => setTimeout(resolve, 50)); } })();`;
  const probe = startProcess(process.execPath, ["-e", script]);
  run.cleanUp(async () => void (await probe.stop()));
  return async () => {
    await probe.stop();
    return readFileSync(file, "utf8")
      .trim()
      .split("\n")
      .map(Number)
      .sort((a, b) => a - b);
  };
}

const residentMb = ({ hub }: RunningHousehold): number =>
  Number(/VmRSS:\s+(\d+)/.exec(readFileSync(`/proc/${hub.process()!.child.pid}/status`, "utf8"))?.[1]) / 1_024;

const scenarios: readonly FaultScenario[] = [
  {
    name: "600-calls-at-once",
    async run(run) {
      const household = await run.open();
      const calls = await Promise.all(Array.from({ length: 600 }, () => createCall(household, "todo/create-task")));
      const health = probeHealth(run, household.hub.port);
      await pauseFor(1_000);
      const responses = await Promise.all(calls.map(({ service, input }) => household.hub.call(service, input, 180)));
      const times = await health();
      const counts = await countEffects(household, calls);
      const said = responses.map(({ status, body }) => (status === 200 ? "done" : String(body?.code)));
      const texts = (isWrong: (i: number) => boolean) => calls.filter((_, i) => isWrong(i)).map(({ text }) => text);
      run.count({
        expected: calls.length,
        lost: texts((i) => said[i] === "done" && counts[i] === 0),
        doubled: texts((i) => counts[i]! > 1),
      });
      const refused = responses.filter(({ body }) => body?.code === "too-many-calls");
      run.check(refused.length > 0, "no call was refused as too-many-calls");
      run.check(
        refused.every(({ status }) => status === 503),
        "too-many-calls is not 503",
      );
      const wronglyDone = texts((i) => said[i] === "too-many-calls" && counts[i]! > 0);
      run.check(wronglyDone.length === 0, `${wronglyDone.length} refused calls were done`);
      const others = new Set(said.filter((text) => text !== "done" && text !== "too-many-calls"));
      run.check(others.size === 0, `calls ended as ${[...others].slice(0, 3)}`);
      const p99 = times[Math.floor(times.length * 0.99)]!;
      run.check(p99 < 250 * run.factor, `health p99 ${Math.round(p99)} ms`);
      run.remark(`${refused.length} refused, health p99 ${Math.round(p99)} ms`);
      await household.changes.make(...newKinds);
      await run.settle(household);
    },
  },
  {
    name: "500-event-streams",
    async run(run) {
      const household = await run.open();
      const { hub } = household;
      const counts = new Array<number>(500).fill(0);
      const before = residentMb(household);
      const requests = counts.map((_, i) =>
        get(
          { port: hub.port, path: "/api/v1/stream", agent: false, headers: { authorization: `Bearer ${httpToken}` } },
          (response: IncomingMessage) => {
            // Every tenth does not read.
            if (i % 10 === 9) return void response.pause();
            response.on("data", (data: Buffer) => {
              counts[i]! += data.toString().split('"type":"todo/task-created"').length - 1;
            });
            response.on("error", () => {});
          },
        ).on("error", () => {}),
      );
      run.cleanUp(() => requests.forEach((request) => void request.destroy()));
      await pauseFor(4_000);
      await household.changes.make("task", "task", "task", "task", "task");
      await household.announced(60);
      await pauseFor(3_000 * run.factor);
      const readers = counts.filter((_, i) => i % 10 !== 9);
      run.check(
        Math.min(...readers) === 5 && Math.max(...readers) === 5,
        `readers got ${Math.min(...readers)} to ${Math.max(...readers)} of 5 events`,
      );
      run.remark(`${before.toFixed(0)} MB, ${residentMb(household).toFixed(0)} MB with 500 streams`);
      await run.settle(household);
    },
  },
  {
    name: "3000-refused-mcp-initializations",
    async run(run) {
      const household = await run.open();
      const { port } = household.hub;
      const headers = {
        authorization: `Bearer ${httpToken}`,
        "content-type": "application/json",
        accept: "application/json, text/event-stream",
      };
      const body = JSON.stringify({ jsonrpc: "2.0", id: 1, method: "initialize", params: {} });
      const initialize = () => fetch(`http://127.0.0.1:${port}/mcp`, { method: "POST", headers, body }).then((response) => response.text());
      const round = async () => {
        for (let i = 0; i < 20; i++) await Promise.all(Array.from({ length: 50 }, initialize));
        return residentMb(household);
      };
      const sizes = [await round(), await round(), await round()];
      run.remark(`${sizes.map((size) => size.toFixed(0)).join(", ")} MB after 1,000, 2,000 and 3,000`);
      run.check(sizes[2]! - sizes[0]! < 30, `memory grows: ${sizes.map((size) => size.toFixed(0)).join(", ")} MB`);
      await household.changes.make(...newKinds);
      await run.settle(household);
    },
  },
  {
    name: "1000-refreshes",
    async run(run) {
      const household = await run.open();
      const sizes: number[] = [];
      for (let i = 0; i < 10; i++) {
        await household.changes.make("task");
        for (let k = 0; k < 10; k++)
          await Promise.all(Array.from({ length: 10 }, () => household.hub.api("POST", "/api/v1/sensors/home/todo/groceries/refresh")));
        sizes.push(residentMb(household));
      }
      run.remark(`${sizes[1]!.toFixed(0)} MB after 200, ${sizes.at(-1)!.toFixed(0)} MB after 1,000`);
      run.check(sizes.at(-1)! - sizes[1]! < 40, "memory grows");
      await run.settle(household);
    },
  },
  {
    name: "10000-messages",
    async run(run) {
      const household = await run.open({
        prepare: ({ control }) => control("mail/addMany", "robin@harbour-lane.example", "inbox", 10_000),
        unstarted: true,
      });
      await household.startHub();
      await household.signIn();
      await household.changes.make(...newKinds);
      await household.fresh(90);
      // What arrived before the first read was complete is no news.
      household.ledger.clear();
      await household.changes.make(...newKinds);
      await run.settle(household, { seconds: 90 });
      run.remark(`${residentMb(household).toFixed(0)} MB`);
    },
  },
];

/** Many callers, many readers, much data. */
export const heavyLoad: ScenarioGroup = { name: "load", scenarios };
