import { testStatePort } from "@casement/testing";
import { describeOnRedis, useRedis } from "../../test/test-redis.fixture.ts";
import { createTestState } from "../../test/test-state.fixture.ts";

describeOnRedis("on Redis", () => {
  const server = useRedis();

  testStatePort("Redis", async () => {
    let t = createTestState(server().connect());
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
        t = createTestState(server().connect());
      },
      async [Symbol.asyncDispose]() {},
    };
  });
});
