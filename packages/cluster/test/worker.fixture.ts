// A worker of a cluster as a process, which tests suspend and kill. Argument: JSON of `WorkerProcessOptions`. For each account it adds to lists in Redis what
// it does, and, if it writes, stores rising numbers in the account's state. Some accounts end the process some time after they were opened: those in the hash `test:deadly`,
// with the time (ms). Reads commands, a line each: `block <file>` until the file exists, `drain`.

import { existsSync } from "node:fs";
import { createInterface } from "node:readline";
import { createRedisOwnership } from "../src/ownership/redis-ownership.ts";
import { connectRedis } from "../src/redis/connect-redis.ts";
import { createKeys } from "../src/redis/keys.ts";
import type { WorkerProcessOptions } from "./start-worker.fixture.ts";
import { createNumberedState, createTestState } from "./test-state.fixture.ts";

const { url, id, writes, ...options } = JSON.parse(process.argv[2]!) as WorkerProcessOptions;
const connect = () => connectRedis({ url, onProblem() {} });
const redis = connect();
const print = (line: string): void => void process.stdout.write(`${line}\n`);
const ownership = createRedisOwnership({
  redis: connect(),
  keys: createKeys("test:"),
  id,
  ...options,
  onProblem: ({ message, error }) => print(`problem ${message} ${error instanceof Error ? error.message : ""}`),
  onTakeover: (worker, slot) => print(`takeover ${worker} ${slot}`),
});
const { state } = createTestState(connect(), { lockOf: ownership.lockOf });
const note = (account: string, what: string) => redis.rpush(`test:ledger:${account}`, `${id} ${what}`);

const ended = ownership.run({
  async open(account, lease, signal) {
    const aborted = new Promise<void>((resolve) => signal.addEventListener("abort", () => resolve(), { once: true }));
    await note(account, "open");
    const deadlyAfter = await redis.hget("test:deadly", account);
    const death = deadlyAfter === null ? undefined : setTimeout(() => process.kill(process.pid, "SIGKILL"), Number(deadlyAfter));
    if (writes) await writeUntilAborted(account, lease, signal).catch((error) => print(`refused ${account} ${error.code}`));
    await aborted;
    clearTimeout(death);
    print(`end ${account} ${signal.reason} ${lease.sure(0)}`);
    await note(account, `close ${signal.reason}`);
  },
});

async function writeUntilAborted(account: string, lease: Parameters<typeof state.open>[1], signal: AbortSignal): Promise<void> {
  const store = await state.open(account, lease);
  const numbered = createNumberedState(store);
  const list = "p/f/a";
  for (let number = (numbered.lists.get(list)?.at(-1) ?? 0) + 1; !signal.aborted; number++) {
    await store.commit(numbered.add(list, number));
    await redis.set(`test:written:${account}`, number);
  }
  await store.close();
}

createInterface({ input: process.stdin }).on("line", async (line) => {
  const [command, value] = line.split(" ");
  if (command === "block") {
    print("blocked");
    while (!existsSync(value!));
  }
  if (command === "drain") {
    await ownership.drain(30_000);
    await ended;
    print("drained");
    process.exit(0);
  }
});
print("ready");
