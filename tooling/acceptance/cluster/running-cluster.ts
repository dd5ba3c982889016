import { mkdir, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { connectRedis, createAccountPlaces, createClusterKeys, createKeys, createStoredAccounts } from "@casement/cluster";
import { createEmulator, type Emulator, type EmulatorServer, serveEmulator } from "@casement/graph-emulator";
import { createHubAccess, type HubAccess } from "../harness/hub-access.ts";
import { type RunningProgram, runToEnd, startProgram } from "../harness/programs.ts";
import { AcceptanceSkipped } from "../harness/run-acceptance.ts";
import { casementProgram } from "../harness/source-program.ts";
import { createRequestLedger } from "./request-ledger.ts";

const key = "11".repeat(32);
const token = "the-token-of-this-acceptance-run";
const clientId = "11111111-1111-4111-8111-111111111111";

interface Redis extends AsyncDisposable {
  readonly url: string;
  stop(signal?: "SIGTERM" | "SIGKILL"): Promise<void>;
  start(): Promise<void>;
}
/** A Redis as the tests of the package start it. */
const redisFixture: Promise<{ startRedis(): Promise<Redis>; readonly redisServer: string }> = import(
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

/** Starts a Redis, an emulator with people of one organization, and what runs on them: fronts and workers as programs. */
export async function startCluster(folder: string, people: number) {
  const { startRedis, redisServer } = await redisFixture;
  if ((await runToEnd(redisServer, ["--version"], { seconds: 10 })).code !== 0) throw new AcceptanceSkipped(`there is no ${redisServer}`);
  const redis = await startRedis();
  const emulator = createEmulator();
  const { directory, control } = emulator;
  directory.addTenant({ domain: "contoso.example" });
  const accounts = Array.from({ length: people }, (_, index): ClusterAccount => {
    const name = `person-${index}`;
    const user = `${name}@contoso.example`;
    directory.addUser({ userPrincipalName: user });
    return { name, user, list: control.todo.addList(user, "Groceries") };
  });
  const ledger = createRequestLedger();
  const servers: EmulatorServer[] = [];
  /** Each program has an address of its own for the emulator, by which the ledger knows it. */
  const serveTo = async (name: string): Promise<string> => {
    const seen: Emulator = Object.create(emulator, {
      fetch: {
        value(input: string, init: RequestInit) {
          ledger.note(name, new Headers(init.headers).get("authorization"));
          return emulator.fetch(input, init);
        },
      },
    });
    const server = await serveEmulator({ emulator: seen });
    servers.push(server);
    return server.url;
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
  const connection = connectRedis({ url: redis.url, onProblem() {} });
  const [keys, clusterKeys] = [createKeys(), createClusterKeys([key])];
  const places = createAccountPlaces(connection, keys);
  const stored = createStoredAccounts({ redis: connection, keys, clusterKeys, onProblem: (error) => console.error(error) });
  const workers = new Set<ClusterWorker>();
  let started = 0;
  return {
    ...{ redis, control, accounts, ledger, places, workers },
    async startWorker(): Promise<ClusterWorker> {
      const name = `worker-${++started}`;
      const program = await start("worker", name);
      const worker = { name, id: JSON.parse(await program.firstLine).worker as string, program };
      workers.add(worker);
      return worker;
    },
    async killWorker(worker: ClusterWorker): Promise<void> {
      workers.delete(worker);
      await worker.program.kill();
    },
    /**
     * As `casement accounts retry` does for each account: the cluster cannot know that no account ended the worker, and would open those that are suspected
     * a second time one after the other.
     */
    async forgive(): Promise<void> {
      for (const { name } of accounts) await places.retry(name);
    },
    async startFront(name: string): Promise<HubAccess> {
      const program = await start("front", name);
      const { address } = JSON.parse(await program.firstLine) as { address: string };
      return createHubAccess(address, async () => token, emulator);
    },
    /** Adds the accounts. The first one reads presence for all, and the second one would go on. */
    async addAccounts(): Promise<void> {
      for (const [index, { name }] of accounts.entries()) {
        const plugins = { todo: {}, status: index < 2 ? { readForOthers: true } : {} };
        await stored.add({ name, clientId, accountType: "work", enableUpdate: true, timeZone: "Europe/Berlin", plugins });
      }
    },
    /** Accounts that no running worker owns. */
    async unowned(): Promise<readonly string[]> {
      const ids = new Set([...workers].map(({ id }) => id));
      const owners = await Promise.all(accounts.map(async ({ name }) => ({ name, owner: await places.ownerOf(name) })));
      return owners.filter(({ owner }) => !owner || !ids.has(owner.worker)).map(({ name }) => name);
    },
    async [Symbol.asyncDispose]() {
      connection.disconnect();
      await Promise.all(servers.map((server) => server.close()));
      await redis[Symbol.asyncDispose]();
    },
  };
}

export type RunningCluster = Awaited<ReturnType<typeof startCluster>>;
