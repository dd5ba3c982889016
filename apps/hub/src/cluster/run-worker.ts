import type { HeldAccounts, RedisOwnership } from "@casement/cluster";
import { type Logger, parseDuration } from "@casement/core";
import type { Host } from "@casement/host";
import { type CasementConfig, createAccountReader } from "@casement/host/config";
import type { AccountLease } from "@casement/host/ports";
import { createHostFromConfig } from "../hub/create-host-from-config.ts";
import { pluginSources } from "../hub/read-config.ts";
import type { CommandIo } from "../terminal/command-io.ts";
import { type OpenedCluster, openCluster } from "./open-cluster.ts";
import { createOpeningTurns } from "./opening-turns.ts";
import { startWorkerHost } from "./start-worker-host.ts";
import { openWorkerAccounts, type WorkerAccounts } from "./worker-accounts.ts";

export interface RunningWorker {
  /** Its name among the workers. */
  readonly id: string;
  readonly host: Host;
  /** Rejects when it can no longer work. Resolves after `stop`. */
  readonly ended: Promise<void>;
  /** Gives all accounts to the other workers, and ends. */
  stop(): Promise<void>;
}

/** How long accounts may take to be closed at the end (ms). Process supervisors usually kill after 30 seconds. */
const drainLimit = 20_000;
/** How long the host may take to stop then (ms). Without Redis, it would wait a minute for each account, and store nothing. */
const stopLimit = 15_000;
const purgeMs = parseDuration("1m");

/** Runs the accounts of a cluster that fall to this process. */
export async function runWorker(config: CasementConfig, io: CommandIo): Promise<RunningWorker> {
  const { log, create } = await prepareHost(config, io);
  const cluster = await openCluster(config, io, { log, name: "casement-worker" });
  const ends: (() => PromiseLike<void> | void)[] = [cluster.close];
  const endAll = async (): Promise<void> => {
    for (const end of ends.toReversed()) await end();
  };
  try {
    const reader = await createAccountReader(config, { plugins: pluginSources, env: io.env });
    const accounts = await openWorkerAccounts(cluster.accounts, reader, log);
    ends.push(() => accounts[Symbol.asyncDispose]());
    const worker = createParts(cluster, log);
    ends.push(() => worker.calls[Symbol.asyncDispose]());
    ends.push(() => worker.ports.groupReads[Symbol.asyncDispose]());
    const host = await startWorkerHost(config.dataDir, (dataDir) => create(dataDir, worker.ports));
    ends.push(() => stopWithinLimit(host, log));
    wantAgendas(host, config);
    const common = { ...cluster, worker: worker.ownership.id };
    const figures = cluster.parts.tellWorkerFigures({ ...common, host });
    ends.push(figures.stop);
    if (config.notifications) {
      const receiving = await cluster.parts.receivePassedNotifications({ ...common, gate: host.notifications });
      ends.push(() => receiving[Symbol.asyncDispose]());
    }
    const ended = worker.ownership.run({ open: (name, lease, signal) => runAccount(name, lease, signal, { host, accounts, worker }) });
    const purge = (): void => void cluster.accounts.purge().catch(cluster.onProblem);
    const purging = setInterval(purge, purgeMs).unref();
    purge();
    ends.push(async () => {
      clearInterval(purging);
      await worker.ownership.drain(drainLimit);
      await ended.catch(() => {});
    });
    return { id: worker.ownership.id, host, ended, stop: endAll };
  } catch (error) {
    await endAll();
    throw error;
  }
}

/** Everything that must not be opened before the cluster is. */
async function prepareHost(config: CasementConfig, io: CommandIo) {
  const { createConsoleLogger } = await import("@casement/host");
  const { containRejections } = await import("../hub/contain-rejections.ts");
  const log = createConsoleLogger(config.log.level, io.warn);
  containRejections(log);
  const create = async (dataDir: string, ports: WorkerParts["ports"]): Promise<Host> => {
    const options = { ...config.options, dataDir, ports };
    return (await createHostFromConfig({ ...config, dataDir, options }, io)).host;
  };
  return { log, create };
}

type WorkerParts = ReturnType<typeof createParts>;

/** The ports of a worker's host, and who decides what it runs. */
function createParts({ parts, redis, keys, clusterKeys, places, onProblem }: OpenedCluster, log: Logger) {
  const taken = new Set<string>();
  const ownership: RedisOwnership = parts.createRedisOwnership({
    redis,
    keys,
    onProblem({ message, account, error }) {
      const what = account === undefined ? message : `[${account}] ${message}`;
      if (error === undefined) log.warn(what);
      else onProblem(error, what);
    },
    onTakeover(worker) {
      // Told for each of its slots.
      if (taken.has(worker)) return;
      taken.add(worker);
      log.info(`The worker ${worker} has ended without giving its accounts back. This one takes some of them.`);
    },
  });
  // An account that was removed is closed with its lease and lock, although it belongs to nobody any more.
  const leases = new Map<string, { readonly lease: AccountLease; readonly lock: string }>();
  const lockOf = (name: string): string => leases.get(name)?.lock ?? ownership.lockOf(name);
  const held: HeldAccounts = parts.createHeldAccounts(ownership.id, lockOf);
  const calls = parts.createRedisCalls({ redis, keys, clusterKeys, owners: places, own: held, onProblem });
  const ports = {
    state: parts.createRedisState({ redis, keys, clusterKeys, lockOf }),
    leases: { lease: (name: string) => leases.get(name)?.lease ?? ownership.lease(name) },
    calls,
    sensors: parts.createRedisSensors({ redis, keys, clusterKeys, lockOf, onProblem }),
    groupReads: parts.createRedisGroupReads({ redis, keys, clusterKeys, worker: ownership.id, onProblem }),
    uploads: parts.createRedisUploads({ redis, keys, clusterKeys }),
    governor: parts.createRedisGovernor({ redis, keys, worker: ownership.id, workers: () => ownership.workers().length }),
  };
  return { ownership, held, calls, ports, leases, opening: createOpeningTurns(held.isAwaited) };
}

interface RunsIn {
  readonly host: Host;
  readonly accounts: WorkerAccounts;
  readonly worker: WorkerParts;
}

/** Runs an account until `signal` aborts. */
async function runAccount(name: string, lease: AccountLease, signal: AbortSignal, { host, accounts, worker }: RunsIn): Promise<void> {
  const { leases, ownership, held, calls, opening } = worker;
  const own = { lease, lock: ownership.lockOf(name) };
  leases.set(name, own);
  try {
    const account = await accounts.definition(name, signal);
    if (!account) return;
    const isOpen = await opening.open(account, async () => {
      if (signal.aborted) return false;
      await host.addAccount(account);
      return true;
    });
    if (!isOpen) return;
    const stopFollowing = accounts.follow(name, (changed) => host.changeAccount(name, changed));
    await held.hold(name, { lease, signal }, () => untilAborted(signal));
    stopFollowing();
    const isGivenBack = signal.reason === "give-back";
    if (isGivenBack) await calls.settled(name);
    if (isGivenBack && (await accounts.isRemoved(name))) await host.removeAccount(name);
    else await host.releaseAccount(name);
  } finally {
    if (leases.get(name) === own) leases.delete(name);
  }
}

/** Keeps the days that calendar programs see, as their surface at a front cannot ask for them. */
function wantAgendas(host: Host, { caldav }: CasementConfig): void {
  if (!caldav) return;
  const days = { from: -caldav.window.pastDays, to: caldav.window.futureDays };
  host.onAccount(({ account, kind }) => {
    if (kind === "added") host.account(account).wantAgenda(days);
  });
}

async function stopWithinLimit(host: Host, log: Logger): Promise<void> {
  let timer: NodeJS.Timeout | undefined;
  const late = new Promise<void>((resolve) => {
    timer = setTimeout(() => {
      log.error("Redis did not take what was pending in time. It is read from Microsoft 365 again.");
      resolve();
    }, stopLimit);
  });
  await Promise.race([host.stop(), late]);
  clearTimeout(timer);
}

const untilAborted = (signal: AbortSignal): Promise<void> =>
  new Promise((resolve) => {
    if (signal.aborted) resolve();
    signal.addEventListener("abort", () => resolve(), { once: true });
  });
