import { mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { expect, onTestFinished, test } from "vitest";
import { runCasement } from "../../test/command-line.fixture.ts";

const account = "{ name: home, clientId: 11111111-1111-4111-8111-111111111111, accountType: work }";

async function runIn(config: string, args: readonly string[], env: Readonly<Record<string, string>> = {}) {
  const folder = await mkdtemp(join(tmpdir(), "casement-commands-"));
  onTestFinished(() => rm(folder, { recursive: true, force: true }));
  await writeFile(join(folder, "casement.yaml"), config);
  await writeFile(join(folder, "people.csv"), "name\nada\n");
  await writeFile(join(folder, "account.yaml"), "accountType: work\n");
  return runCasement([...args], { cwd: folder, env });
}
const cluster = "cluster: { redis: 'redis://127.0.0.1:1', key: { env: CLUSTER_KEY } }\n";

test.each([
  ["worker"],
  ["front"],
  ["keys"],
  ["keys", "rotate"],
  ["accounts", "retry", "home"],
  ["accounts", "import", "people.csv", "--template", "account.yaml"],
])("casement %s %s needs a cluster", async (...args) => {
  const { code, err } = await runIn(`accounts: [${account}]\n`, args);
  expect([code, err]).toEqual([2, expect.stringMatching(/needs a cluster, and /)]);
});

test("one hub does not start with the configuration of a cluster", async () => {
  const { code, err } = await runIn(cluster, ["start"]);
  expect([code, err]).toEqual([2, expect.stringContaining("Run casement worker and casement front instead")]);
});

test("a key that is missing or wrong is refused before anything is asked of Redis", async () => {
  expect((await runIn(cluster, ["worker"])).err).toContain("The environment variable CLUSTER_KEY, which cluster.key names, is not set.");
  expect((await runIn(cluster, ["worker"], { CLUSTER_KEY: "short" })).err).toContain("A cluster key must be 32 bytes");
});

test("doctor --offline checks the cluster key, and counts no accounts that are in Redis", async () => {
  const doctor = async (config: string, env: Readonly<Record<string, string>> = {}) => {
    const { out } = await runIn(config, ["doctor", "--offline", "--json"], env);
    const { checks } = JSON.parse(out) as { checks: { id: string; status: string; message: string }[] };
    return checks.filter(({ id }) => id === "config" || id === "cluster-key").map(({ status, message }) => [status, message]);
  };
  const valid = ["ok", "casement.yaml is valid: a cluster, whose accounts are in its Redis."];
  expect(await doctor(cluster, { CLUSTER_KEY: "11".repeat(32) })).toEqual([
    valid,
    ["ok", expect.stringMatching(/^The cluster key is there/)],
  ]);
  expect(await doctor(cluster)).toEqual([valid, ["problem", expect.stringContaining("CLUSTER_KEY, which cluster.key names, is not set.")]]);
  const inFile = "cluster: { redis: 'redis://127.0.0.1:1', key: { file: no-such-key } }\n";
  expect(await doctor(inFile)).toEqual([valid, ["problem", expect.stringMatching(/no-such-key, cannot be read \(ENOENT\)\.$/)]]);
});
