import { createTestHost } from "../create-test-host.ts";
import { testHostInterface } from "../ports/test-host-interface.ts";

testHostInterface("in this process", async (options) => {
  const owner = await createTestHost(options);
  return { owner, host: owner.host, async caughtUp() {}, [Symbol.asyncDispose]: () => owner[Symbol.asyncDispose]() };
});
