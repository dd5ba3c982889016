import { testCallPort } from "@casement/testing";
import { createTestCaller, createTestOwner } from "../../test/test-calls.fixture.ts";
import { describeOnRedis, useRedis } from "../../test/test-redis.fixture.ts";

describeOnRedis("on Redis", () => {
  const server = useRedis();

  testCallPort(
    "Redis",
    async () => {
      const owner = createTestOwner(server().connect(), "one");
      const caller = createTestCaller(server().connect());
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
