// A process that owns the account `home`, which tests suspend and kill. Arguments: address of the Redis, name of the worker, token. It appends each call
// that it runs to the list `test:runs`, and answers once there is something in the list `test:answers`.

import { connectRedis } from "../src/redis/connect-redis.ts";
import { createTestCaller, lockOf } from "./test-calls.fixture.ts";

const [url = "", worker = "", token = ""] = process.argv.slice(2);
const [redis, blocked] = [connectRedis({ url, onProblem() {} }), connectRedis({ url, onProblem() {} })];
const never = new AbortController().signal;
const calls = createTestCaller(redis, { own: { worker, lockOf, owned: () => ({ lease: { token, sure: () => true }, signal: never }) } });
calls.serve(async (_, operation) => {
  await redis.rpush("test:runs", `${worker} ${operation.do}`);
  await blocked.blpop("test:answers", 0);
  return worker;
});
process.stdout.write("ready\n");
