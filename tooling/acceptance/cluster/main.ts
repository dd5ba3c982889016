import assert from "node:assert/strict";
import { parseArgs } from "node:util";
import { runAcceptance } from "../harness/run-acceptance.ts";
import { waitFor } from "../harness/wait-for.ts";
import { makeChangesAndCalls } from "./changes-and-calls.ts";
import { checkCalls, checkEvents, checkOwners, checkPresence, reportSlowestCalls } from "./final-checks.ts";
import type { PartOfRun } from "./part-of-run.ts";
import { leaveRedisAway, restartRedis } from "./redis-parts.ts";
import { startCluster } from "./running-cluster.ts";
import { killWorkers, replaceAll, suspendWorker } from "./worker-parts.ts";

// Workers and fronts as programs, on a real Redis and the emulator, amid changes and calls. `--accounts 300`. `--minutes 10`: how long workers are killed, one
// every 20 s. `--away 60`: for how many seconds a worker is stopped, and Redis is gone. `--parts kills,update`: only these. `--within 15`: in how many seconds
// every account must have another owner; more on a machine that has other work.

const parts: Readonly<Record<string, (part: PartOfRun) => Promise<void>>> = {
  kills: killWorkers,
  stopped: suspendWorker,
  restarts: restartRedis,
  gone: leaveRedisAway,
  update: replaceAll,
};
const text = (value: string) => ({ type: "string", default: value }) as const;
const { values } = parseArgs({
  options: { minutes: text("2"), accounts: text("300"), away: text(""), within: text("15"), parts: text(Object.keys(parts).join()) },
});
const [minutes, accounts] = [Number(values.minutes), Number(values.accounts)];
const awaySeconds = Number(values.away || (minutes >= 10 ? 60 : 20));
const signInLanes = 8;

await runAcceptance("cluster", 1_200 + minutes * 120, async ({ folder, phase, ok }) => {
  const cluster = await phase("Starting Redis and emulator", 60, () => startCluster(folder, accounts));
  await phase("Starting three workers and two fronts", 120, async () => {
    for (let count = 0; count < 3; count++) await cluster.startWorker();
    for (let count = 0; count < 2; count++) await cluster.startFront();
  });
  const fronts = [...cluster.fronts].map(({ access }) => access);
  await phase("Owning all accounts", 90, () => waitFor("an owner of every account", 80, async () => cluster.unowned().length === 0));
  ok(`${accounts} accounts are owned by three workers`);

  await phase("Signing all accounts in", 300, async () => {
    const left = [...cluster.accounts];
    const lane = async (): Promise<void> => {
      for (let next = left.pop(); next; next = left.pop()) await fronts[left.length % 2]!.signIn(next.name, next.user);
    };
    await Promise.all(Array.from({ length: signInLanes }, lane));
  });
  await phase("First values", 240, () =>
    waitFor("all values", 230, async () => {
      const sensors = await fronts[0]!.sensors();
      const current = sensors.filter(({ id, state, stale }) => /\/(groceries|status)$/.test(id) && state !== undefined && !stale);
      return current.length === 2 * accounts;
    }),
  );
  ok("Every account was signed in at a front, and its sensors have current values");

  const names = values.parts.split(",");
  const work = makeChangesAndCalls(cluster, names[0]!);
  for (const name of names) {
    work.begin(name);
    const part = parts[name];
    assert.ok(part, `There is no part ${name}. There are: ${Object.keys(parts).join(", ")}.`);
    await part({ cluster, work, minutes, awaySeconds, ownedWithin: Number(values.within), phase, ok });
  }
  await phase("Ending changes and calls", 120, () => work.stop());
  const run = { cluster, work, phase, ok };
  reportSlowestCalls(run);
  checkCalls(run);
  checkOwners(run);
  await Promise.all([checkEvents(run), checkPresence(run)]);
});
