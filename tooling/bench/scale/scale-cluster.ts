// A process of `bench:scale` in a cluster, with a channel to its parent: `scale-cluster.ts <fill|work|read> <JSON of ClusterTask>`. It ends with its parent.
import { mkdtempSync } from "node:fs";
import { join } from "node:path";
import { setFlagsFromString } from "node:v8";
import {
  type ClusterKeys,
  connectRedis,
  createAccountPlaces,
  createClusterKeys,
  createHeldAccounts,
  createKeys,
  createRedisCalls,
  createRedisGovernor,
  createRedisGroupReads,
  createRedisOwnership,
  createRedisSensors,
  createRedisState,
  openSensorMirror,
} from "@casement/cluster";
import { createHost } from "@casement/host";
import { cpuSeconds } from "./measured-time.ts";
import { copyOfficeAccount, memberAccount, readOfficeAccount } from "./office-account.ts";
import type { GraphArrivals } from "./published-limits.ts";
import { createReplayedGraph } from "./recorded-graph.ts";

export interface ClusterTask {
  readonly url: string;
  /** The file with what was recorded of one account. */
  readonly office: string;
  readonly folder: string;
  /** Of the accounts to store. */
  readonly names: readonly string[];
}

export interface WorkerFigures {
  readonly cpuSeconds: number;
  readonly bytes: number;
  readonly accounts: number;
  readonly requests: number;
  readonly renewals: number;
  /** Since the last time. */
  readonly arrivals: GraphArrivals;
  readonly unknown: readonly string[];
  readonly problems: number;
  readonly lastProblem: string;
}

export interface ReaderFigures {
  readonly sensors: number;
  readonly withValue: number;
  readonly stale: number;
  readonly cpuSeconds: number;
  readonly bytes: number;
}

// As `casement` does.
setFlagsFromString("--optimize-for-size");
const [mode, given] = process.argv.slice(2) as ["fill" | "work" | "read", string];
const task = JSON.parse(given) as ClusterTask;
const keys = createKeys();
const clusterKeys: ClusterKeys = createClusterKeys(["11".repeat(32)]);
const problems = { count: 0, last: "" };
const onProblem = (error: unknown): void => {
  problems.count++;
  problems.last = messageOf(error);
};
const messageOf = (error: unknown): string =>
  typeof error === "object" && error !== null && "message" in error ? String(error.message) : String(error);
const connect = () => connectRedis({ url: task.url, onProblem });
for (const event of ["disconnect", "SIGTERM"]) process.once(event, () => process.exit());
await { fill, work, read }[mode]();

/** Stores accounts as a worker does, with locks that nobody else has. */
async function fill(): Promise<void> {
  const redis = connect();
  const { lockOf } = createRedisOwnership({ redis, keys, onProblem });
  const office = await readOfficeAccount(task.office);
  const state = createRedisState({ redis, keys, clusterKeys, lockOf });
  const sensors = createRedisSensors({ redis, keys, clusterKeys, lockOf, onProblem });
  const places = createAccountPlaces(redis, keys);
  const lease = { token: "fill:1", sure: () => true };
  const locks = [...new Set(task.names.map(lockOf))];
  await Promise.all(locks.map((lock) => redis.set(lock, lease.token)));
  for (const name of task.names) {
    const account = copyOfficeAccount(office, name);
    const store = await state.open(name, lease);
    await store.compact(account.parts);
    const file = store.file("sign-in", { purpose: `sign-in of ${name}`, onSetAside: onProblem, consequence: "" });
    await file.update(() => account.signIn);
    for (const sensor of account.sensors) sensors.tell(sensor, lease);
    await sensors.written();
    await store.close();
    await places.add(name);
  }
  process.send?.({ filled: task.names.length, problems: problems.count });
}

/** As `tooling/examples/cluster-worker.ts`, with shared limits and one account that reads the presence of all. */
async function work(): Promise<void> {
  const { answers, signIn } = await readOfficeAccount(task.office);
  const graph = createReplayedGraph(answers, signIn.identity.id, 100);
  const redis = connect();
  const ownership = createRedisOwnership({ redis, keys, onProblem });
  const { id, lockOf } = ownership;
  const held = createHeldAccounts(id, lockOf);
  const calls = createRedisCalls({ redis, keys, clusterKeys, owners: createAccountPlaces(redis, keys), own: held, onProblem });
  const state = createRedisState({ redis, keys, clusterKeys, lockOf });
  const sensors = createRedisSensors({ redis, keys, clusterKeys, lockOf, onProblem });
  const governor = createRedisGovernor({ redis, keys, worker: id, workers: () => ownership.workers().length });
  const groupReads = createRedisGroupReads({ redis, keys, clusterKeys, worker: id, onProblem });
  const ports = { state, leases: ownership, calls, sensors, governor, groupReads };
  const host = await createHost({ dataDir: mkdtempSync(join(task.folder, "worker-")), accounts: [], ports, transport: graph });
  await host.start();
  let accounts = 0;
  const open = async (name: string, lease: Parameters<typeof held.hold>[1]["lease"], signal: AbortSignal): Promise<void> => {
    await host.addAccount(memberAccount(name));
    accounts++;
    await held.hold(name, { lease, signal }, () => untilAborted(signal));
    accounts--;
    await host.releaseAccount(name);
  };
  process.on("message", () => {
    const { requests, renewals, arrivals, unknown } = graph.counts;
    const figures: WorkerFigures = {
      ...{ accounts, requests, renewals, cpuSeconds: cpuSeconds(), bytes: process.memoryUsage.rss() },
      arrivals: { ...arrivals },
      unknown: [...unknown].slice(0, 3),
      problems: problems.count,
      lastProblem: problems.last,
    };
    process.send?.(figures);
    for (const workload of Object.keys(arrivals)) delete arrivals[workload];
  });
  await ownership.run({ open });
}

function untilAborted(signal: AbortSignal): Promise<void> {
  return new Promise((resolve) => {
    if (signal.aborted) resolve();
    signal.addEventListener("abort", () => resolve(), { once: true });
  });
}

/** Shows all sensors, as a process does that has no accounts. */
async function read(): Promise<void> {
  const redis = connect();
  const { lockOf } = createRedisOwnership({ redis, keys, onProblem });
  const mirror = await openSensorMirror({ redis, keys, clusterKeys, lockOf, onProblem });
  process.on("message", () => {
    const sensors = mirror.index();
    const figures: ReaderFigures = {
      sensors: sensors.length,
      withValue: sensors.filter(({ state }) => state !== undefined).length,
      stale: sensors.filter(({ stale }) => stale).length,
      cpuSeconds: cpuSeconds(),
      bytes: process.memoryUsage.rss(),
    };
    process.send?.(figures);
  });
}
