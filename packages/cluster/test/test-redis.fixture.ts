import { spawnSync } from "node:child_process";
import { describe } from "vitest";
import { redisServer } from "./start-redis.fixture.ts";

export { startRedis, type TestRedis } from "./start-redis.fixture.ts";

const isInstalled = spawnSync(redisServer, ["--version"]).status === 0;
if (!isInstalled)
  process.stdout.write(
    `SKIPPED the tests on Redis: there is no ${redisServer}. Install it, or name another one (valkey-server) in REDIS_SERVER.\n`,
  );

/** `describe` for tests that need a Redis. Without one they are skipped, and a line says so. */
export const describeOnRedis: ReturnType<typeof describe.skipIf> = describe.skipIf(!isInstalled);
