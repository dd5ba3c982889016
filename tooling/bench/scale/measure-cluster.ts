import { rmSync } from "node:fs";
import { mkdtemp, rm } from "node:fs/promises";
import { cpus, tmpdir } from "node:os";
import { join } from "node:path";
import { createKeys, createRedisOwnership, type RedisConnection } from "@casement/cluster";
import { startRedis } from "../../../packages/cluster/test/start-redis.fixture.ts";
import type { MeasuredTimes } from "./measure-scale.ts";
import { idleSeconds, waitSeconds } from "./measured-time.ts";
import { addArrivals, countOverLimits, type GraphArrivals } from "./published-limits.ts";
import { type AskedProcess, startProcess } from "./run-scale-process.ts";
import type { ClusterTask, ReaderFigures, WorkerFigures } from "./scale-cluster.ts";

export interface ClusterFigures {
  readonly accounts: number;
  readonly workers: number;
  /** From the start of all processes, in seconds. `undefined`: not within the limit. */
  readonly start: {
    /** Until the reader had the value of every sensor. */
    readonly read: number | undefined;
    /** Until every account was run by a worker. */
    readonly run: number | undefined;
    /** Until every sensor was read from Graph. */
    readonly fresh: number | undefined;
    /** Of all workers, until then. */
    readonly cpuSeconds: number;
  };
  readonly rest: {
    /** Of all workers. */
    readonly cpuSeconds: number;
    readonly redisCpuSeconds: number;
    readonly redisOperations: number;
    readonly requests: number;
    readonly renewals: number;
    readonly seconds: number;
    /** Of all cores of the machine, in percent: without any, the workers had no time to do what was due. */
    readonly idlePercent: number;
  };
  /** Of all workers. */
  readonly bytes: number;
  readonly reader: { readonly bytes: number; readonly cpuSeconds: number };
  readonly redisBytes: number;
  readonly overLimits: number;
  readonly problems: string | undefined;
}

/** How long a start may take (s). */
const startLimit = 180;
const fillers = Math.min(4, cpus().length);

/** Stores this many accounts in a Redis, and measures workers that start on them. `file`: with the account of which they are copies. */
export async function measureCluster(
  file: string,
  accounts: number,
  workers: number,
  times: MeasuredTimes,
  progress: (line: string) => void,
): Promise<ClusterFigures> {
  const folder = await mkdtemp(join(tmpdir(), "casement-scale-"));
  const names = Array.from({ length: accounts }, (_, number) => `account-${number}`);
  await using server = await startRedis();
  // Also if somebody interrupts the bench.
  const remove = (): void => {
    void server.stop("SIGKILL");
    for (const each of [server.folder, folder]) rmSync(each, { recursive: true, force: true });
  };
  process.once("exit", remove);
  const redis = server.connect();
  const task: ClusterTask = { url: server.url, office: file, folder, names: [] };
  try {
    const empty = await readInfo(redis);
    await fillRedis(redis, task, names);
    const redisBytes = (await readInfo(redis)).used_memory! - empty.used_memory!;
    progress(`${accounts} accounts are stored, ${Math.round(redisBytes / 1024 / accounts)} KiB each`);
    return await measure(redis, task, accounts, workers, times, progress);
  } finally {
    process.off("exit", remove);
    await rm(folder, { recursive: true, force: true });
  }
}

async function fillRedis(redis: RedisConnection, task: ClusterTask, names: readonly string[]): Promise<void> {
  const parts = Array.from({ length: fillers }, (_, part) => names.filter((_, index) => index % fillers === part));
  const filling = parts.map(async (part) => {
    const filler = startProcess<{ readonly problems: number }>("scale-cluster", "fill", { ...task, names: part });
    const { problems } = await filler.told();
    if (problems > 0) throw new Error("Redis did not take the accounts.");
    await filler.kill();
  });
  await Promise.all(filling);
  const { lockOf } = createRedisOwnership({ redis, keys: createKeys(), onProblem() {} });
  await redis.del(...new Set(names.map(lockOf)));
}

async function measure(
  redis: RedisConnection,
  task: ClusterTask,
  accounts: number,
  workers: number,
  { secondsUntilRest, secondsOfRest }: MeasuredTimes,
  progress: (line: string) => void,
): Promise<ClusterFigures> {
  const begun = performance.now();
  const running = Array.from({ length: workers }, () => startProcess<WorkerFigures>("scale-cluster", "work", task));
  const reader = startProcess<ReaderFigures>("scale-cluster", "read", task);
  const arrivals: GraphArrivals = {};
  const ask = () => askAll(running, arrivals);
  const start = await measureStart({ ask, reader, accounts, begun, progress });
  await waitSeconds(secondsUntilRest);
  const [before, redisBefore, readerBefore, idleBefore] = [await ask(), await readInfo(redis), await reader.ask(), idleSeconds()];
  const restBegun = performance.now();
  await waitSeconds(secondsOfRest);
  const seconds = (performance.now() - restBegun) / 1000;
  const idlePercent = ((idleSeconds() - idleBefore) / seconds / cpus().length) * 100;
  const [after, redisAfter, readerAfter] = [await ask(), await readInfo(redis), await reader.ask()];
  if (after.unknown.length > 0) throw new Error(`A worker asked for what was not recorded: ${after.unknown.join(", ")}`);
  await Promise.all([...running, reader].map((each) => each.kill()));
  return {
    accounts,
    workers,
    start,
    rest: {
      cpuSeconds: after.cpuSeconds - before.cpuSeconds,
      redisCpuSeconds: cpuOf(redisAfter) - cpuOf(redisBefore),
      redisOperations: redisAfter.total_commands_processed! - redisBefore.total_commands_processed!,
      requests: after.requests - before.requests,
      renewals: after.renewals - before.renewals,
      ...{ seconds, idlePercent },
    },
    bytes: after.bytes,
    reader: { bytes: readerAfter.bytes, cpuSeconds: readerAfter.cpuSeconds - readerBefore.cpuSeconds },
    redisBytes: redisAfter.used_memory!,
    overLimits: countOverLimits(arrivals),
    problems: after.problems === 0 ? undefined : `${after.problems}, the last one: ${after.lastProblem}`,
  };
}

interface StartedCluster {
  readonly ask: () => Promise<WorkerFigures>;
  readonly reader: AskedProcess<ReaderFigures>;
  readonly accounts: number;
  readonly begun: number;
  readonly progress: (line: string) => void;
}

async function measureStart({ ask, reader, accounts, begun, progress }: StartedCluster): Promise<ClusterFigures["start"]> {
  const reached: { read?: number; run?: number; fresh?: number } = {};
  for (let told = 0; ; ) {
    const [shown, worked] = await Promise.all([reader.ask(), ask()]);
    const seconds = (performance.now() - begun) / 1000;
    if (shown.sensors > 0 && shown.withValue === shown.sensors) reached.read ??= seconds;
    if (worked.accounts === accounts) reached.run ??= seconds;
    if (reached.run !== undefined && shown.stale === 0) reached.fresh ??= seconds;
    if (reached.fresh !== undefined || seconds > startLimit) {
      const { read, run, fresh } = reached;
      return { read, run, fresh, cpuSeconds: worked.cpuSeconds };
    }
    if (seconds > told + 10) {
      told = seconds;
      progress(`after ${Math.round(seconds)} s: ${worked.accounts} accounts run, ${shown.stale} of ${shown.sensors} sensors are stale`);
    }
    await waitSeconds(0.5);
  }
}

/** What the workers report, together. */
async function askAll(workers: readonly AskedProcess<WorkerFigures>[], arrivals: GraphArrivals): Promise<WorkerFigures> {
  const all = await Promise.all(workers.map((worker) => worker.ask()));
  for (const each of all) addArrivals(arrivals, each.arrivals);
  const sum = (of: (figures: WorkerFigures) => number): number => all.reduce((total, each) => total + of(each), 0);
  return {
    cpuSeconds: sum((each) => each.cpuSeconds),
    bytes: sum((each) => each.bytes),
    accounts: sum((each) => each.accounts),
    requests: sum((each) => each.requests),
    renewals: sum((each) => each.renewals),
    arrivals,
    unknown: all.flatMap(({ unknown }) => unknown).slice(0, 3),
    problems: sum((each) => each.problems),
    lastProblem: all.map(({ lastProblem }) => lastProblem).find((text) => text !== "") ?? "",
  };
}

/** The numbers that Redis reports about itself. */
async function readInfo(redis: RedisConnection): Promise<Readonly<Record<string, number>>> {
  const lines = (await redis.info()).split("\r\n").map((line) => line.split(":"));
  return Object.fromEntries(lines.map(([name, value]) => [name, Number(value)]));
}

const cpuOf = (info: Readonly<Record<string, number>>): number => info.used_cpu_user! + info.used_cpu_sys!;
