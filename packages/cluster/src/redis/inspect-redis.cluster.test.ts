import { expect, it } from "vitest";
import { describeOnRedis, startRedis } from "../../test/test-redis.fixture.ts";
import { inspectRedis, requireUsableRedis } from "./inspect-redis.ts";

const inspect = async (settings: readonly string[]) => {
  await using server = await startRedis(settings);
  const redis = server.connect();
  const usable = requireUsableRedis(redis).then(
    () => "usable",
    (error) => error.code,
  );
  return [await usable, (await inspectRedis(redis)).map(({ severity, cure }) => `${severity}: ${cure}`)];
};

describeOnRedis("the settings of a Redis", () => {
  it.each<[what: string, settings: string[], usable: string, problems: string[]]>([
    ["as they should be", [], "usable", []],
    [
      "a cluster",
      ["cluster-enabled yes"],
      "config-invalid",
      ["refused: Use a single Redis, with replicas and Sentinel if you need them. One carries more than ten thousand accounts."],
    ],
    ["no append-only file", ["appendonly no"], "config-invalid", ["refused: Set `appendonly yes`."]],
    ["keys that are evicted", ["maxmemory-policy allkeys-lru"], "config-invalid", ["refused: Set `maxmemory-policy noeviction`."]],
    ["little memory", ["maxmemory 1100kb"], "usable", [expect.stringMatching(/^warning: Set `maxmemory` to \d+ MB or more\.$/)]],
  ])("%s", async (_, settings, usable, problems) => {
    expect(await inspect(settings)).toEqual([usable, problems]);
  });
});
