import { testCallPort } from "@casement/testing";
import { beforeAll } from "vitest";
import { createTestCaller, createTestOwner } from "../../test/test-calls.fixture.ts";
import { describeOnRedis, startRedis, type TestRedis } from "../../test/test-redis.fixture.ts";

describeOnRedis("on Redis", () => {
  let redis: TestRedis;
  beforeAll(async () => {
    redis = await startRedis();
    return () => redis[Symbol.asyncDispose]();
  });

  testCallPort(
    "Redis",
    async () => {
      const owner = createTestOwner(redis.connect(), "one");
      const caller = createTestCaller(redis.connect());
      for (const account of ["home", "office"]) await owner.take(account);
      return {
        caller,
        owner,
        async [Symbol.asyncDispose]() {
          await Promise.all([caller[Symbol.asyncDispose](), owner[Symbol.asyncDispose]()]);
        },
      };
    },
    { timeoutMs: 120_000 },
  );
});
