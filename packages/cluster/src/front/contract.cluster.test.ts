import { testHostInterface } from "@casement/testing";
import { createFrontRig } from "../../test/test-front.fixture.ts";
import { describeOnRedis, useRedis } from "../../test/test-redis.fixture.ts";

describeOnRedis("a front", () => {
  const server = useRedis();
  testHostInterface("a front of a cluster", (options) => createFrontRig(server(), options));
});
