import { type ChildProcess, spawn } from "node:child_process";
import { mkdtemp, readFile, rm, writeFile } from "node:fs/promises";
import { connect as dial } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { connectRedis, type RedisConnection } from "../src/redis/connect-redis.ts";

/** The command that starts a Redis or a Valkey. */
export const redisServer: string = process.env.REDIS_SERVER ?? "redis-server";

/** A Redis of its own, which writes to a temporary folder as a cluster needs it. */
export interface TestRedis extends AsyncDisposable {
  readonly url: string;
  /** Where it keeps its files. */
  readonly folder: string;
  /** A connection that ends with the Redis. */
  connect(): RedisConnection;
  /** Stops the process as SIGTERM does, or kills it. Its files stay. */
  stop(signal?: "SIGTERM" | "SIGKILL"): Promise<void>;
  /** Starts it again on the same port and files. */
  start(): Promise<void>;
  /** Halts the process and lets it go on: connections stay open, answers do not come. */
  suspend(): void;
  resume(): void;
  /** Changes the file to which the Redis, while stopped, had appended its last writes. */
  changeAppendOnlyFile(change: (content: Buffer) => Buffer): Promise<void>;
}

/** Starts a Redis on a free port. `settings` are lines of its configuration, after those that a cluster needs. */
export async function startRedis(settings: readonly string[] = []): Promise<TestRedis> {
  const folder = await mkdtemp(join(tmpdir(), "casement-redis-"));
  const lines = [`dir ${folder}`, "bind 127.0.0.1", 'save ""', "appendonly yes", "appendfsync everysec", "maxmemory-policy noeviction"];
  await writeFile(join(folder, "redis.conf"), [...lines, ...settings, ""].join("\n"));
  const connections: RedisConnection[] = [];
  let process: ChildProcess | undefined;
  let port = 0;
  const start = async (): Promise<void> => {
    do {
      port ||= randomPort();
      process = await startServer(folder, port);
      if (!process) port = 0;
    } while (!process);
  };
  const stop = async (signal: NodeJS.Signals = "SIGTERM"): Promise<void> => {
    const current = process;
    process = undefined;
    if (!current || hasEnded(current)) return;
    await new Promise((resolve) => {
      current.once("exit", resolve);
      current.kill(signal);
      current.kill("SIGCONT");
    });
  };
  await start();
  const url = `redis://127.0.0.1:${port}`;
  return {
    ...{ url, folder },
    connect() {
      const connection = connectRedis({ url, onProblem() {} });
      connections.push(connection);
      return connection;
    },
    start,
    stop,
    suspend: () => void process?.kill("SIGSTOP"),
    resume: () => void process?.kill("SIGCONT"),
    async changeAppendOnlyFile(change) {
      const file = await appendOnlyFileIn(folder);
      await writeFile(file, change(await readFile(file)));
    },
    async [Symbol.asyncDispose]() {
      for (const connection of connections) connection.disconnect();
      await stop("SIGKILL");
      await rm(folder, { recursive: true, force: true });
    },
  };
}

/** Redis 7 keeps the last writes in a file of a folder, Redis 6 in the only file. */
async function appendOnlyFileIn(folder: string): Promise<string> {
  const manifest = await readFile(join(folder, "appendonlydir/appendonly.aof.manifest"), "utf8").catch(() => undefined);
  if (manifest === undefined) return join(folder, "appendonly.aof");
  const increments = [...manifest.matchAll(/^file (\S+) .*type i$/gm)];
  return join(folder, "appendonlydir", increments.at(-1)?.[1] ?? "");
}

/** Returns undefined if it ended, which it does if another program has the port. */
async function startServer(folder: string, port: number): Promise<ChildProcess | undefined> {
  const child = spawn(redisServer, [join(folder, "redis.conf"), "--port", String(port)], { stdio: "ignore" });
  while (!(await isReachable(port))) if (hasEnded(child)) return undefined;
  return hasEnded(child) ? undefined : child;
}

const hasEnded = ({ exitCode, signalCode }: ChildProcess): boolean => exitCode !== null || signalCode !== null;

/** Below the range from which the system assigns ports. */
const randomPort = (): number => 20_000 + Math.floor(Math.random() * 10_000);

function isReachable(port: number): Promise<boolean> {
  return new Promise((resolve) => {
    const socket = dial(port, "127.0.0.1");
    socket.once("connect", () => {
      socket.destroy();
      resolve(true);
    });
    socket.once("error", () => setTimeout(() => resolve(false), 20));
  });
}
