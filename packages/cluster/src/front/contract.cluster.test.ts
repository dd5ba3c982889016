import { testHostInterface } from "@casement/testing";
import { afterAll, beforeAll, beforeEach } from "vitest";
import { createFrontRig } from "../../test/test-front.fixture.ts";
import { describeOnRedis, startRedis, type TestRedis } from "../../test/test-redis.fixture.ts";

describeOnRedis("a front", () => {
  let server: TestRedis;
  beforeAll(async () => {
    server = await startRedis();
  });
  beforeEach(async () => {
    await server.connect().flushall();
  });
  afterAll(() => server[Symbol.asyncDispose]());
  testHostInterface("a front of a cluster", (options) => createFrontRig(server, options));
});
