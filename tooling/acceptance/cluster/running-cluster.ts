import { rmSync } from "node:fs";
import { mkdir, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { connectRedis, createClusterKeys, createKeys, createStoredAccounts } from "@casement/cluster";
import { createEmulator, type Emulator, serveEmulator } from "@casement/graph-emulator";
import { createHubAccess, type HubAccess } from "../harness/hub-access.ts";
import { type RunningProgram, runToEnd, startProgram } from "../harness/programs.ts";
import { AcceptanceSkipped } from "../harness/run-acceptance.ts";
import { casementProgram } from "../harness/source-program.ts";
import { createLockLedger, type LockLedger, type LockOwner } from "./lock-ledger.ts";
import { createRequestLedger, userOf } from "./request-ledger.ts";

const key = "11".repeat(32);
const token = "the-token-of-this-acceptance-run";
const clientId = "11111111-1111-4111-8111-111111111111";
/** A supervisor would kill it then. */
const endLimitMs = 40_000;
/** How long Microsoft takes to answer that a task is there. */
const answerMs = 400;

export interface ClusterRedis {
  readonly url: string;
  readonly folder: string;
  stop(signal?: "SIGTERM" | "SIGKILL"): Promise<void>;
  start(): Promise<void>;
  changeAppendOnlyFile(change: (content: Buffer) => Buffer): Promise<void>;
}
/** A Redis as the tests of the package start it. */
const redisFixture: Promise<{ startRedis(): Promise<ClusterRedis>; readonly redisServer: string }> = import(
  new URL("../../../packages/cluster/test/start-redis.fixture.ts", import.meta.url).href
);

export interface ClusterAccount {
  readonly name: string;
  readonly user: string;
  /** The id of its list. */
  readonly list: string;
}

export interface ClusterWorker {
  readonly name: string;
  /** Its name among the workers. */
  readonly id: string;
  readonly program: RunningProgram;
}

export interface ClusterFront {
  readonly name: string;
  readonly access: HubAccess;
  readonly program: RunningProgram;
}

/** Starts a Redis, an emulator with people of one organization, and what runs on them: fronts and workers as programs. */
export async function startCluster(folder: string, people: number) {
  const { startRedis, redisServer } = await redisFixture;
  if ((await runToEnd(redisServer, ["--version"], { seconds: 10 })).code !== 0) throw new AcceptanceSkipped(`there is no ${redisServer}`);
  const redis = await startRedis();
  // However the run ends.
  process.once("exit", () => {
    void redis.stop("SIGKILL");
    rmSync(redis.folder, { recursive: true, force: true });
  });
  const emulator = createEmulator();
  const { directory, control } = emulator;
  directory.addTenant({ domain: "contoso.example" });
  const names = new Map<string, string>();
  const accounts = Array.from({ length: people }, (_, index): ClusterAccount => {
    const name = `person-${index}`;
    const user = `${name}@contoso.example`;
    names.set(directory.addUser({ userPrincipalName: user }).id, name);
    return { name, user, list: control.todo.addList(user, "Groceries") };
  });
  const requests = createRequestLedger();
  const connection = connectRedis({ url: redis.url, onProblem() {} });
  const [keys, clusterKeys] = [createKeys(), createClusterKeys([key])];
  const stored = createStoredAccounts({ redis: connection, keys, clusterKeys, onProblem: (error) => console.error(error) });
  // The first one reads presence for all, and the second one would go on.
  for (const [index, { name }] of accounts.entries()) {
    const plugins = { todo: {}, status: index < 2 ? { readForOthers: true } : {} };
    await stored.add({ name, clientId, accountType: "work", enableUpdate: true, timeZone: "Europe/Berlin", plugins });
  }
  const slots = new Map(Object.entries(await connection.hgetall(`${keys.prefix}places`)).map(([name, slot]) => [name, Number(slot)]));
  const locks: LockLedger = await createLockLedger(redis.url, connection, slots);

  /** Each program has an address of its own for the emulator, by which the ledger knows it. */
  const serveTo = async (worker: string): Promise<string> => {
    const seen: Emulator = Object.create(emulator, {
      fetch: {
        async value(input: URL, init: RequestInit) {
          const account = names.get(userOf(new Headers(init.headers).get("authorization")) ?? "");
          const isRead = init.method === "GET" || input.pathname.endsWith("/$batch");
          if (account !== undefined) requests.note({ worker, account, isRead, at: Date.now(), owner: locks.ownerOf(account) });
          const response = await emulator.fetch(input, init);
          // So that workers end and stop between a change and its answer.
          if (init.method === "POST" && input.pathname.endsWith("/tasks")) await new Promise((resolve) => setTimeout(resolve, answerMs));
          return response;
        },
      },
    });
    return (await serveEmulator({ emulator: seen })).url;
  };
  const start = async (command: "worker" | "front", name: string): Promise<RunningProgram> => {
    const cwd = join(folder, name);
    await mkdir(cwd, { recursive: true });
    const lines = [`emulator: ${await serveTo(name)}`, `cluster: { redis: "${redis.url}", key: { env: CLUSTER_KEY } }`];
    await writeFile(join(cwd, "casement.yaml"), [...lines, `http: { port: 0, token: ${token} }`, ""].join("\n"));
    const [program, ...args] = casementProgram;
    const running = startProgram(program!, [...args, command, "--json"], { cwd, env: { CLUSTER_KEY: key } });
    await running.firstLine;
    return running;
  };
  /** Those that run, the oldest first. */
  const workers = new Set<ClusterWorker>();
  const fronts = new Set<ClusterFront>();
  const ids = new Map<string, string>();
  const resumed = new Map<string, number>();
  const ownedBy = (worker: string): number => accounts.filter(({ name }) => locks.ownerOf(name)?.worker === worker).length;
  let started = 0;
  return {
    ...{ redis, connection, control, accounts, locks, requests, workers, fronts, ownedBy },
    async startWorker(): Promise<ClusterWorker> {
      const name = `worker-${++started}`;
      const program = await start("worker", name);
      const worker = { name, id: JSON.parse(await program.firstLine).worker as string, program };
      ids.set(name, worker.id);
      workers.add(worker);
      return worker;
    },
    async startFront(): Promise<ClusterFront> {
      const name = `front-${++started}`;
      const program = await start("front", name);
      const { address } = JSON.parse(await program.firstLine) as { address: string };
      const front = { name, program, access: createHubAccess(address, async () => token, emulator) };
      fronts.add(front);
      return front;
    },
    async killWorker(worker: ClusterWorker): Promise<void> {
      workers.delete(worker);
      await worker.program.kill();
    },
    /** Halts it as a machine that sleeps. Nobody else can tell that from its end. */
    suspendWorker(worker: ClusterWorker): void {
      workers.delete(worker);
      process.kill(-worker.program.pid, "SIGSTOP");
    },
    resumeWorker(worker: ClusterWorker): void {
      resumed.set(worker.name, Date.now());
      workers.add(worker);
      process.kill(-worker.program.pid, "SIGCONT");
    },
    /** As a supervisor ends a program that it replaces. Returns the exit code. */
    async endProgram(program: RunningProgram): Promise<number> {
      process.kill(-program.pid, "SIGTERM");
      const limit = setTimeout(() => void program.kill(), endLimitMs);
      return program.ended.finally(() => clearTimeout(limit));
    },
    /** Accounts that no running worker owns, by a lock that was set after a moment. */
    unowned(since = 0): readonly string[] {
      const running = new Set([...workers].map(({ id }) => id));
      const isOwned = (owner: LockOwner | undefined) => owner !== undefined && running.has(owner.worker) && owner.renewedAt > since;
      return accounts.map(({ name }) => name).filter((name) => !isOwned(locks.ownerOf(name)));
    },
    /** Requests of workers for accounts that others owned. */
    strays: () =>
      requests.strays(
        (name) => ids.get(name),
        (name) => resumed.get(name) ?? 0,
      ),
  };
}

export type RunningCluster = Awaited<ReturnType<typeof startCluster>>;
