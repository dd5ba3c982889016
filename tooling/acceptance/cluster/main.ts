import assert from "node:assert/strict";
import { parseArgs } from "node:util";
import { runAcceptance } from "../harness/run-acceptance.ts";
import { waitFor } from "../harness/wait-for.ts";
import { announcedTasks, createdTasks, makeChangesAndCalls } from "./changes-and-calls.ts";
import { type RunningCluster, startCluster } from "./running-cluster.ts";

// Workers and fronts as programs, on a real Redis and the emulator. A worker is killed again and again amid changes and calls.
// `--minutes 10`: how long. `--accounts 300`.

const { values } = parseArgs({ options: { minutes: { type: "string", default: "2" }, accounts: { type: "string", default: "300" } } });
const [minutes, accounts] = [Number(values.minutes), Number(values.accounts)];
const killEverySeconds = 20;
/** Within which every account must have an owner again. */
const ownedWithinSeconds = 15;
/** A slot that was moved stays for a minute, and one that was taken over is not given back within the time of a lock. */
const keptMs = 5_000;
const signInLanes = 8;

/** Kills a worker, starts another one, and returns after how many seconds every account had an owner again. */
async function killOne(cluster: RunningCluster): Promise<number> {
  const [victim] = cluster.workers;
  await cluster.killWorker(victim!);
  const killedAt = performance.now();
  const replaced = cluster.startWorker();
  await waitFor("every account to be owned again", 60, async () => (await cluster.unowned()).length === 0);
  const took = (performance.now() - killedAt) / 1_000;
  await cluster.forgive();
  await replaced;
  return took;
}

await runAcceptance("cluster", 600 + minutes * 120, async ({ folder, phase, ok }) => {
  const cluster = await phase("Starting Redis and emulator", 60, () => startCluster(folder, accounts));
  await cluster.addAccounts();
  const fronts = await phase("Starting three workers and two fronts", 120, async () => {
    for (let count = 0; count < 3; count++) await cluster.startWorker();
    return [await cluster.startFront("front-1"), await cluster.startFront("front-2")];
  });
  const [front] = fronts;
  await phase("Owning all accounts", 90, () =>
    waitFor("an owner of every account", 80, async () => (await cluster.unowned()).length === 0),
  );
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
      const sensors = await front!.sensors();
      const current = sensors.filter(({ id, state, stale }) => /\/(groceries|status)$/.test(id) && state !== undefined && !stale);
      return current.length === 2 * accounts;
    }),
  );
  ok("Every account was signed in at a front, and its sensors have current values");

  const work = makeChangesAndCalls(cluster, fronts);
  const takeovers: number[] = [];
  await phase(`Killing a worker every ${killEverySeconds} s`, minutes * 60 + 120, async () => {
    const end = performance.now() + minutes * 60_000;
    for (let next = performance.now(); next < end; next += killEverySeconds * 1_000) {
      await new Promise((resolve) => setTimeout(resolve, Math.max(0, next - performance.now())));
      takeovers.push(await killOne(cluster));
    }
    await work.stop();
  });
  const slowest = Math.max(...takeovers);
  const seconds = takeovers.map((took) => took.toFixed(1)).join(", ");
  assert.ok(slowest <= ownedWithinSeconds, `after the kills, it took ${seconds} s until every account had an owner`);
  ok(`${takeovers.length} kills: every account owned again after ${seconds} s`);

  const created = createdTasks(cluster);
  const outcomes = { done: 0, unknown: 0, refused: 0 };
  for (const [title, outcome] of work.calls) {
    outcomes[outcome]++;
    const count = created.get(title) ?? 0;
    const isRight = outcome === "done" ? count === 1 : outcome === "refused" ? count === 0 : count <= 1;
    assert.ok(isRight, `the call of ${title} ended as ${outcome}, and there are ${count} such tasks`);
  }
  assert.ok(outcomes.done > 0);
  ok(
    `${work.calls.size} calls: ${outcomes.done} done once, ${outcomes.unknown} with an unknown outcome, ${outcomes.refused} refused and not done, 0 done twice`,
  );

  const wanted = [...created.keys()];
  const announced = await phase("Waiting for the events", 180, async () => {
    let found: ReadonlyMap<string, number> = new Map();
    await waitFor("all events", 170, async () => {
      found = await announcedTasks(front!);
      return wanted.every((title) => found.has(title));
    }).catch(() => {});
    return found;
  });
  const lost = wanted.filter((title) => !announced.has(title));
  const doubled = [...announced].filter(([title, count]) => count !== 1 || !created.has(title)).map(([title]) => title);
  assert.deepEqual([lost, doubled], [[], []]);
  ok(`${wanted.length} changes, ${work.outside.length} of them made at Microsoft: 0 events lost, 0 doubled`);

  assert.deepEqual(cluster.ledger.overlaps(keptMs), []);
  ok(`${cluster.ledger.requests} requests, ${cluster.ledger.moves} times an account went to another worker: never two owners`);

  await phase("Presence for all", 120, async () => {
    await waitFor("everything to be current", 60, async () => (await front!.sensors()).every(({ stale }) => !stale));
    const { counters } = cluster.control;
    counters.reset();
    await new Promise((resolve) => setTimeout(resolve, 45_000));
    const { calls } = counters.report();
    const [own, many] = [calls["GET /me/presence"]?.units ?? 0, calls["POST /communications/getPresencesByUserId"]?.units ?? 0];
    assert.ok(own === 0 && many >= 2 && many <= 4, `in 45 s: ${own} requests for one's own presence, ${many} for everybody's`);
    ok(`The presence of ${accounts} accounts is read by one of them: ${many} requests in 45 s`);
  });
});
