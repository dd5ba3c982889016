import assert from "node:assert/strict";
import type { HubSensor } from "../harness/hub-access.ts";
import { waitFor } from "../harness/wait-for.ts";
import { inSeconds, type PartOfRun, untilMoment, untilOwned } from "./part-of-run.ts";
import type { RunningCluster } from "./running-cluster.ts";

/** Until all that fronts show is current again (seconds). */
const currentWithin = 120;
/** A value that a front has need not be asked for (ms). */
const servedWithinMs = 5_000;

/** Stops Redis in good order, kills it, and kills it with the loss of its last second, as when its machine fails; and starts it each time. */
export async function restartRedis({ cluster, phase, ok }: PartOfRun): Promise<void> {
  const { redis } = cluster;
  const ways = {
    restarted: async () => void (await redis.stop("SIGTERM")),
    killed: async () => void (await redis.stop("SIGKILL")),
    "killed, without its last second": () => loseLastSecond(cluster),
  };
  for (const [way, stop] of Object.entries(ways)) {
    const lost = await phase(`Redis is ${way}`, 240, async () => {
      const bytes = await stop();
      const at = Date.now();
      await redis.start();
      const owned = await untilOwned(cluster, at);
      await untilCurrent(cluster);
      return { bytes, owned, current: Date.now() - at };
    });
    const bytes = lost.bytes === undefined ? "" : ` of ${lost.bytes} bytes`;
    ok(
      `Redis ${way}${bytes}: everything owned again after ${lost.owned.toFixed(1)} s, and all values current after ${inSeconds(lost.current)}`,
    );
  }
}

/** Kills Redis, and takes from its file what was written in the second before. Returns how many bytes. */
async function loseLastSecond({ redis, connection }: RunningCluster): Promise<number> {
  const size = async (): Promise<number> => Number(/aof_current_size:(\d+)/.exec(await connection.info("persistence"))![1]);
  const before = await size();
  await untilMoment(Date.now() + 1_000);
  const lost = (await size()) - before;
  assert.ok(lost > 0, `the file of Redis grew by ${lost} bytes in a second`);
  await redis.stop("SIGKILL");
  await redis.changeAppendOnlyFile((content) => content.subarray(0, content.length - lost));
  return lost;
}

async function untilCurrent({ fronts }: RunningCluster): Promise<void> {
  for (const { access } of fronts)
    await waitFor("everything to be current", currentWithin, async () => (await access.sensors()).every(({ stale }) => !stale));
}

/** Redis is gone. Fronts show the last values, and say that they are. */
export async function leaveRedisAway({ cluster, awaySeconds, phase, ok }: PartOfRun): Promise<void> {
  const { redis, fronts } = cluster;
  const before = statesOf(await [...fronts][0]!.access.sensors());
  let [slowest, staleAfter] = [0, 0];
  await phase(`Redis is gone for ${awaySeconds} s`, awaySeconds + 60, async () => {
    await redis.stop();
    const goneAt = Date.now();
    const first = await Promise.all([...fronts].map(({ access }) => access.sensors()));
    await waitFor("all values to be marked as stale", 30, async () => {
      for (const { access } of fronts) if ((await access.sensors()).some(({ stale }) => !stale)) return false;
      return true;
    });
    staleAfter = Date.now() - goneAt;
    while (Date.now() < goneAt + awaySeconds * 1_000) {
      for (const [index, { access }] of [...fronts].entries()) {
        const at = Date.now();
        const sensors = await access.sensors();
        slowest = Math.max(slowest, Date.now() - at);
        assert.ok(sensors.every(({ stale }) => stale));
        assert.deepEqual(statesOf(sensors), statesOf(first[index]!));
        assert.deepEqual(new Set(statesOf(sensors).keys()), new Set(before.keys()));
      }
      await untilMoment(Date.now() + 1_000);
    }
  });
  assert.ok(slowest < servedWithinMs, `a front took ${inSeconds(slowest)} to show what it has`);
  const back = await phase("Redis is back", 240, async () => {
    const at = Date.now();
    await redis.start();
    const owned = await untilOwned(cluster, at);
    await untilCurrent(cluster);
    return { owned, current: Date.now() - at };
  });
  ok(
    `Redis gone for ${awaySeconds} s: two fronts served the last ${before.size} values, marked as stale after ${inSeconds(staleAfter)}, in ${slowest} ms at most. Owned again after ${back.owned.toFixed(1)} s, current after ${inSeconds(back.current)}`,
  );
}

const statesOf = (sensors: readonly HubSensor[]): ReadonlyMap<string, unknown> => new Map(sensors.map(({ id, state }) => [id, state]));
