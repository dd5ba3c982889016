import {
  type ClusterKeys,
  createAccountPlaces,
  createHeldAccounts,
  createRedisCalls,
  createRedisOwnership,
  createRedisSensors,
  createRedisState,
  type RedisConnection,
  type RedisKeys,
} from "@casement/cluster";
import { createHost, type DefinedAccount, type Transport } from "@casement/host";

export interface WorkerOptions {
  readonly redis: RedisConnection;
  readonly keys: RedisKeys;
  readonly clusterKeys: ClusterKeys;
  /** For what concerns only this process. */
  readonly dataDir: string;
  readonly accountOf: (name: string) => DefinedAccount;
  readonly log: { warn(line: string): void };
  readonly transport?: Transport;
}

/** Runs the accounts that fall to this process. */
export async function startWorker({ redis, keys, clusterKeys, dataDir, accountOf, log, transport }: WorkerOptions) {
  const onProblem = (error: unknown) => log.warn(String(error));
  const ownership = createRedisOwnership({ redis, keys, onProblem: ({ message }) => log.warn(message) });
  const { lockOf } = ownership;
  const held = createHeldAccounts(ownership.id, lockOf);
  const calls = createRedisCalls({ redis, keys, clusterKeys, owners: createAccountPlaces(redis, keys), own: held, onProblem });
  const state = createRedisState({ redis, keys, clusterKeys, lockOf });
  const sensors = createRedisSensors({ redis, keys, clusterKeys, lockOf, onProblem });
  const ports = { state, leases: ownership, calls, sensors };
  const host = await createHost({ dataDir, accounts: [], ports, ...(transport && { transport }) });
  await host.start();
  const ended = ownership.run({
    async open(name, lease, signal) {
      await host.addAccount(accountOf(name));
      await held.hold(name, { lease, signal }, () => untilAborted(signal));
      if (signal.reason === "give-back") await calls.settled(name);
      await host.releaseAccount(name);
    },
  });
  return {
    id: ownership.id,
    /** Gives all accounts to the other workers. */
    async stop() {
      await ownership.drain(20_000);
      await ended;
      await calls[Symbol.asyncDispose]();
      await host.stop();
    },
  };
}

const untilAborted = (signal: AbortSignal): Promise<void> =>
  new Promise((resolve) => {
    if (signal.aborted) resolve();
    signal.addEventListener("abort", () => resolve(), { once: true });
  });
