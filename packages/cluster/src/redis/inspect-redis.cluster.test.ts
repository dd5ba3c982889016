import { expect, it } from "vitest";
import { describeOnRedis, startRedis } from "../../test/test-redis.fixture.ts";
import { connectRedis } from "./connect-redis.ts";
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

  it.each<[user: string, expected: RegExp]>([
    ["", /wants a user name and a password \(NOAUTH\)/],
    ["casement:wrong@", /refuses the user name or the password .* \(WRONGPASS\)/],
    ["other:password@", /\(NOPERM\)\. Give the user the rights/],
  ])("a user %j that may not do what a cluster needs", async (user, expected) => {
    await using server = await startRedis([
      "user default off",
      "user casement on >password ~casement:* &casement:* +@all -@dangerous +info",
      "user other on >password ~casement:* &casement:* +@all -@dangerous",
    ]);
    const open = (part: string, reasons: string[] = []) =>
      connectRedis({ url: server.url.replace("redis://", `redis://${part}`), onProblem: (reason) => void reasons.push(reason) });
    const reasons: string[] = [];
    const [redis, allowed] = [open(user, reasons), open("casement:password@")];
    try {
      await requireUsableRedis(allowed);
      await expect(requireUsableRedis(redis)).rejects.toMatchObject({ code: "config-invalid", message: expect.stringMatching(expected) });
      expect(reasons.join()).not.toMatch(/[a-z]/);
    } finally {
      for (const each of [redis, allowed]) each.disconnect();
    }
  });
});
