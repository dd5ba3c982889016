// A worker with accounts of a group, as a process, which tests kill. Arguments: address of the Redis, its name, JSON of `GroupReaderProcessOptions`. It prints
// what is delivered to it, and how many users it reads in one request. Lines on its standard input: `refuse` ends its permission to read, `stop` ends it.

import { createInterface } from "node:readline";
import { createRedisGroupReads } from "../src/group-reads/redis-group-reads.ts";
import { createClusterKeys } from "../src/keys/cluster-keys.ts";
import { connectRedis } from "../src/redis/connect-redis.ts";
import { createKeys } from "../src/redis/keys.ts";
import { testClusterKey } from "./test-state.fixture.ts";

export interface GroupReaderProcessOptions {
  readonly ids: readonly string[];
  readonly mayRead: boolean;
}

const [url = "", worker = "", options = ""] = process.argv.slice(2);
const { ids, mayRead } = JSON.parse(options) as GroupReaderProcessOptions;
const print = (line: string): void => void process.stdout.write(`${line}\n`);
let canRead = mayRead;
let rounds = 0;
const port = createRedisGroupReads({
  redis: connectRedis({ url, onProblem() {} }),
  keys: createKeys("test:"),
  clusterKeys: createClusterKeys([testClusterKey]),
  worker,
  times: { lockDuration: 4_000, interval: 500 },
  onProblem: () => print("problem"),
});
const reading = port.join({
  name: "status/presence/app/tenant",
  interval: 500,
  ids: () => ids,
  canRead: () => canRead,
  async read(wanted, signal, onPart) {
    signal.throwIfAborted();
    print(`read ${wanted.length}`);
    const values = new Map(wanted.map((id) => [id, JSON.stringify({ id, by: worker, round: rounds++ })] as const));
    await onPart({ ids: wanted, values }, 0);
  },
  deliver({ values }) {
    for (const value of values.values()) print(`deliver ${value}`);
  },
  onProblem: () => print("problem"),
});
reading.onAsked(true);
createInterface({ input: process.stdin }).on("line", async (line) => {
  if (line === "refuse") canRead = false;
  if (line === "is read") print(`is read ${await reading.isRead()}`);
  if (line !== "stop") return;
  await port[Symbol.asyncDispose]();
  process.exit(0);
});
print("ready");
