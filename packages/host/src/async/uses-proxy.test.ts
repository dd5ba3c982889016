import { expect, it } from "vitest";
import { usesProxy } from "./uses-proxy.ts";

it("knows Node's switch in the environment and among the arguments", () => {
  expect(usesProxy({})).toBe(false);
  expect(usesProxy({ NODE_USE_ENV_PROXY: "0", NODE_OPTIONS: "--enable-source-maps" }, ["--inspect"])).toBe(false);
  expect(usesProxy({ NODE_USE_ENV_PROXY: "1" })).toBe(true);
  expect(usesProxy({ NODE_OPTIONS: "--enable-source-maps --use-env-proxy" })).toBe(true);
  expect(usesProxy({}, ["--use-env-proxy"])).toBe(true);
});

it("knows dispatchers of undici that a program has set, and the one that fetch creates itself", async () => {
  await fetch("data:,");
  expect(usesProxy({})).toBe(false);
  class EnvHttpProxyAgent {}
  expect(usesProxy({}, [], new EnvHttpProxyAgent())).toBe(true);
});
