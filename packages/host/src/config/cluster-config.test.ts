import { mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, expect, test } from "vitest";
import { formatProblem } from "./config-problem.ts";
import { loadConfig } from "./load-config.ts";

let folder: string;
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), "casement-cluster-config-"));
  await writeFile(join(folder, "redis"), "rediss://casement:s3cret@redis.example.org\n", { mode: 0o600 });
});
afterAll(() => rm(folder, { recursive: true, force: true }));

async function load(text: string) {
  await writeFile(join(folder, "casement.yaml"), text);
  const plugins = { known: {}, importPackage: async () => [] };
  const { config, problems } = await loadConfig({ file: "casement.yaml", cwd: folder, env: {}, plugins });
  return { config, lines: problems.map(formatProblem) };
}

test("a cluster needs no accounts, and its address may be in a file", async () => {
  const { config, lines } = await load("cluster:\n  redis: { file: redis }\n  key: { file: keys/cluster }\n");
  expect(lines).toEqual([]);
  expect(config?.cluster).toEqual({
    redis: "rediss://casement:s3cret@redis.example.org",
    key: { file: join(folder, "keys/cluster") },
  });
  expect(config?.options.accounts).toEqual([]);
  for (const cluster of [
    "redis: 'redis://127.0.0.1', key: { env: CLUSTER_KEY }",
    "redis: 'redis://r:6380/1', key: { command: [vault, read] }",
    "redis: 'rediss://casement:s3cret@mymaster', sentinels: ['redis://one', 'redis://:s3cret@two:26380'], key: { env: CLUSTER_KEY }",
  ])
    expect((await load(`cluster: { ${cluster} }\n`)).lines).toEqual([]);
});

test.each([
  [
    "cluster: { redis: 'redis://r', key: { env: K } }\naccounts: [{ name: home, clientId: 11111111-1111-4111-8111-111111111111, accountType: work }]\n",
    "casement.yaml:2:1 accounts: the accounts of a cluster are in Redis; remove this key, and add them with  casement accounts add  or  casement accounts import",
  ],
  ["cluster: { redis: 'https://r', key: { env: K } }\n", /cluster.redis: must be an address that starts with redis:\/\//],
  ["cluster: { redis: 'redis://r' }\n", /cluster.key: is missing/],
  ["cluster: { redis: 'redis://r', key: { env: $K } }\n", /must be the name of an environment variable/],
  ["cluster: { redis: 'redis://r', key: { env: K, file: k } }\n", /cluster.key: must have only one of/],
  ["cluster: { redis: 'redis://r', key: { fil: k } }\n", /did you mean "file"\?/],
  ["cluster: { redis: 'redis://r:6379', sentinels: ['redis://s'], key: { env: K } }\n", /cluster.redis: must have no port/],
  ["cluster: { redis: 'redis://r', sentinels: [], key: { env: K } }\n", /cluster.sentinels: is empty/],
  [
    "cluster: { redis: 'redis://r', sentinels: ['one:26379'], key: { env: K } }\n",
    /cluster.sentinels.*: must be an address that starts with redis:/,
  ],
  ["cluster:\n", /cluster: has no value/],
  [
    "cluster: { redis: 'redis://r', key: { env: K } }\nnotifications: { relay: 'https://relay.example' }\n",
    /notifications.relay: a relay cannot be used in a cluster/,
  ],
])("%j is refused", async (text, expected) => {
  const { config, lines } = await load(text);
  expect(config).toBeUndefined();
  expect(lines).toContainEqual(typeof expected === "string" ? expected : expect.stringMatching(expected));
});

test("addresses of Sentinels may be in files", async () => {
  const { config, lines } = await load(
    "cluster: { redis: 'redis://mymaster', sentinels: [{ file: redis }, 'redis://two'], key: { env: K } }\n",
  );
  expect(lines).toEqual([]);
  expect(config?.cluster?.sentinels).toEqual(["rediss://casement:s3cret@redis.example.org", "redis://two"]);
});

test("without a cluster the file needs accounts", async () => {
  expect((await load("log: { level: info }\n")).lines).toEqual([expect.stringMatching(/accounts: is missing/)]);
});
