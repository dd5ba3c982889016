import assert from "node:assert/strict";
import { waitFor } from "../harness/wait-for.ts";
import { askFront } from "./changes-and-calls.ts";
import { inSeconds, type PartOfRun, untilMoment, untilOwned } from "./part-of-run.ts";
import type { RunningCluster } from "./running-cluster.ts";

const killEverySeconds = 20;

/** Kills a worker, starts another one, and returns after how many seconds every account had an owner again. */
async function killOne(cluster: RunningCluster): Promise<number> {
  const [victim] = cluster.workers;
  const killedAt = Date.now();
  await cluster.killWorker(victim!);
  const replaced = cluster.startWorker();
  const took = await untilOwned(cluster, killedAt);
  await replaced;
  return took;
}

/** Kills a worker every 20 s. */
export async function killWorkers({ cluster, minutes, ownedWithin, phase, ok }: PartOfRun): Promise<void> {
  const takeovers: number[] = [];
  await phase(`Killing a worker every ${killEverySeconds} s`, minutes * 60 + 120, async () => {
    const end = Date.now() + minutes * 60_000;
    for (let next = Date.now(); next < end; next += killEverySeconds * 1_000) {
      await untilMoment(next);
      takeovers.push(await killOne(cluster));
    }
  });
  const seconds = takeovers.map((took) => took.toFixed(1)).join(", ");
  assert.ok(Math.max(...takeovers) <= ownedWithin, `after the kills, it took ${seconds} s until every account had an owner`);
  ok(`${takeovers.length} kills: every account owned again after ${seconds} s`);
}

/** Stops a worker as a machine that sleeps, and lets it go on when its accounts have long been others'. */
export async function suspendWorker({ cluster, awaySeconds, ownedWithin, phase, ok }: PartOfRun): Promise<void> {
  const { locks, accounts } = cluster;
  const [victim] = cluster.workers;
  const tokens = locks.tokensOf(victim!.id);
  assert.ok(tokens.length > 0);
  const stoppedAt = Date.now();
  const took = await phase(`A worker is stopped for ${awaySeconds} s`, awaySeconds + 60, async () => {
    cluster.suspendWorker(victim!);
    const seconds = await untilOwned(cluster, stoppedAt);
    await untilMoment(stoppedAt + awaySeconds * 1_000);
    return seconds;
  });
  assert.ok(took <= ownedWithin, `after the worker was stopped, it took ${took} s until every account had another owner`);
  const before = locks.useOf(tokens);
  const resumedAt = Date.now();
  const share = await phase("It goes on", 150, async () => {
    cluster.resumeWorker(victim!);
    const wanted = accounts.length / (cluster.workers.size + 1);
    await waitFor("its share of the accounts", 140, async () => cluster.ownedBy(victim!.id) >= wanted);
    return cluster.ownedBy(victim!.id);
  });
  const after = locks.useOf(tokens);
  assert.ok(after.lastWriteAt < resumedAt, "a worker that was stopped wrote what was no longer its own");
  const refused = after.refusals - before.refusals;
  ok(
    `A worker stopped for ${awaySeconds} s: its accounts owned after ${took.toFixed(1)} s. It wrote nothing with its ${tokens.length} old locks (${refused} writes refused), and had ${share} accounts again ${inSeconds(Date.now() - resumedAt)} after it went on`,
  );
}

/** Replaces all workers, then all fronts, one after the other. */
export async function replaceAll({ cluster, ownedWithin, phase, ok }: PartOfRun): Promise<void> {
  const { locks, accounts } = cluster;
  const begun = Date.now();
  const [workers, fronts] = [[...cluster.workers], [...cluster.fronts]];
  const ends: number[] = [];
  const watch = watchFronts(cluster);
  await phase(`Replacing ${workers.length} workers`, workers.length * 120, async () => {
    for (const worker of workers) {
      const at = Date.now();
      cluster.workers.delete(worker);
      assert.equal(await cluster.endProgram(worker.program), 0, `the end of ${worker.name}: ${worker.program.output()}`);
      ends.push(Date.now() - at);
      await cluster.startWorker();
      await untilOwned(cluster, at);
    }
  });
  await phase(`Replacing ${fronts.length} fronts`, fronts.length * 90, async () => {
    for (const front of fronts) {
      assert.equal(await cluster.endProgram(front.program), 0, `the end of ${front.name}: ${front.program.output()}`);
      cluster.fronts.delete(front);
      await cluster.startFront();
    }
  });
  const { looks, longest, failures } = await watch.stop();
  assert.deepEqual(failures, []);
  const gaps = accounts.flatMap(({ name }) => locks.gapsOf(name, begun, Date.now())).toSorted((a, b) => a - b);
  const [median, most] = [gaps[Math.floor(gaps.length / 2)]!, gaps.at(-1)!];
  assert.ok(most <= 1_000 * ownedWithin, `an account was without an owner for ${inSeconds(most)}`);
  ok(
    `Every worker replaced, each ended after ${ends.map(inSeconds).join(", ")}. An account that moved was without an owner for ${Math.round(median)} ms (median of ${gaps.length}), ${Math.round(most)} ms at most`,
  );
  ok(`Every front replaced: ${looks} times asked, always answered, after ${Math.round(longest)} ms at most`);
}

/** Asks any front for a value, again and again. */
function watchFronts(cluster: RunningCluster) {
  const failures: string[] = [];
  let [looks, longest, isStopping] = [0, 0, false];
  const path = `sensors/${cluster.accounts[0]!.name}/todo/groceries`;
  const look = async (): Promise<void> => {
    while (!isStopping) {
      const at = Date.now();
      await askFront(cluster, "GET", path).catch((error: Error) =>
        failures.push(`${error.message} ${(error.cause as Error | undefined)?.message ?? ""}`),
      );
      looks++;
      longest = Math.max(longest, Date.now() - at);
      await new Promise((resolve) => setTimeout(resolve, 100));
    }
  };
  const ended = look();
  return {
    async stop() {
      isStopping = true;
      await ended;
      return { looks, longest, failures };
    },
  };
}
