import { spawnSync } from "node:child_process";
import { afterAll, beforeAll, beforeEach, describe } from "vitest";
import type { RedisConnection } from "../src/redis/connect-redis.ts";
import { redisServer, startRedis, type TestRedis } from "./start-redis.fixture.ts";

export { startRedis, type TestRedis } from "./start-redis.fixture.ts";

const isInstalled = spawnSync(redisServer, ["--version"]).status === 0;
if (!isInstalled)
  process.stdout.write(
    `SKIPPED the tests on Redis: there is no ${redisServer}. Install it, or name another one (valkey-server) in REDIS_SERVER.\n`,
  );

/** `describe` for tests that need a Redis. Without one they are skipped, and a line says so. */
export const describeOnRedis: ReturnType<typeof describe.skipIf> = describe.skipIf(!isInstalled);

/** One Redis for all tests of a `describe`, which starts before the first and is empty at the beginning of each. */
export function useRedis(): () => TestRedis {
  let server: TestRedis;
  let connection: RedisConnection;
  beforeAll(async () => {
    server = await startRedis();
    connection = server.connect();
  });
  beforeEach(async () => {
    await connection.flushall();
  });
  afterAll(() => server[Symbol.asyncDispose]());
  return () => server;
}
