// A worker of a cluster that answers calls, as a process, which tests kill. Argument: JSON of `WorkerProcessOptions`. It appends each call that it runs to the
// list `test:runs`. A call of a service is answered once the list `test:answers` has something for it, every other one at once. Reads the command `drain`.

import { createInterface } from "node:readline";
import { createHeldAccounts } from "../src/calls/account-owners.ts";
import { createRedisOwnership } from "../src/ownership/redis-ownership.ts";
import { connectRedis } from "../src/redis/connect-redis.ts";
import { createKeys } from "../src/redis/keys.ts";
import type { WorkerProcessOptions } from "./start-worker.fixture.ts";
import { createTestCaller } from "./test-calls.fixture.ts";

const { url, id, ...options } = JSON.parse(process.argv[2]!) as WorkerProcessOptions;
const connect = () => connectRedis({ url, onProblem() {} });
const [redis, blocked] = [connect(), connect()];
const ownership = createRedisOwnership({ redis: connect(), keys: createKeys("test:"), id, ...options, onProblem() {} });
const held = createHeldAccounts(id, ownership.lockOf);
const calls = createTestCaller(redis, { own: held });
calls.serve(async (account, operation) => {
  await redis.rpush("test:runs", `${id} ${account} ${operation.do}`);
  if (operation.do === "call") await blocked.blpop("test:answers", 0);
  return id;
});
const ended = ownership.run({
  open: (account, lease, signal) =>
    held.hold(account, { lease, signal }, async () => {
      await new Promise<void>((resolve) => signal.addEventListener("abort", () => resolve(), { once: true }));
      if (signal.reason === "give-back") await calls.settled(account);
    }),
});
createInterface({ input: process.stdin }).on("line", async () => {
  await ownership.drain(30_000);
  await ended;
  process.stdout.write("drained\n");
  process.exit(0);
});
process.stdout.write("ready\n");
