import { testStatePort } from "@casement/testing";
import { beforeAll } from "vitest";
import { describeOnRedis, startRedis, type TestRedis } from "../../test/test-redis.fixture.ts";
import { createTestState } from "../../test/test-state.fixture.ts";

describeOnRedis("on Redis", () => {
  let redis: TestRedis;
  beforeAll(async () => {
    redis = await startRedis();
    return () => redis[Symbol.asyncDispose]();
  });

  testStatePort("Redis", async () => {
    let t = createTestState(redis.connect());
    await t.redis.flushall();
    return {
      get state() {
        return t.state;
      },
      own: (account) => t.own(account),
      async journal() {
        const events = [...(await t.readEvents("home")), ...(await t.readEvents("office"))];
        return events.flatMap((event) => event ?? []).sort((a, b) => Number(a.id) - Number(b.id));
      },
      async restart() {
        t = createTestState(redis.connect());
      },
      async [Symbol.asyncDispose]() {},
    };
  });
});
