import { testStatePort } from "@casement/testing";
import { describeOnRedis, startRedis } from "../../test/test-redis.fixture.ts";
import { createTestState } from "../../test/test-state.fixture.ts";

describeOnRedis("the contract", () => {
  testStatePort("Redis", async () => {
    const server = await startRedis();
    let t = createTestState(server.connect());
    for (const account of ["home", "office"]) await t.redis.set(t.lockOf(account), "token");
    return {
      get state() {
        return t.state;
      },
      lease: () => ({ token: "token", sure: () => true }),
      async journal() {
        const events = await Promise.all(["home", "office"].map(t.readEvents));
        return events
          .flat()
          .filter((event) => event !== undefined)
          .sort((a, b) => Number(a.id) - Number(b.id));
      },
      async restart() {
        t.redis.disconnect();
        t = createTestState(server.connect());
      },
      [Symbol.asyncDispose]: () => server[Symbol.asyncDispose](),
    };
  });
});
