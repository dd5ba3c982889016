import { spawn } from "node:child_process";
import { mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { expect, onTestFinished, test } from "vitest";

/** Refuses to load what only a cluster needs. */
const loader = `export const resolve = (specifier, context, next) => {
  if (/^(ioredis|bullmq|@casement\\/cluster)(\\/|$)/.test(specifier)) throw new Error("loaded " + specifier);
  return next(specifier, context);
};`;
const asUrl = (code: string): string => `data:text/javascript,${encodeURIComponent(code)}`;
const register = asUrl(`import { register } from "node:module"; register(${JSON.stringify(asUrl(loader))});`);

async function run(...args: readonly string[]): Promise<{ code: number | null; err: string }> {
  const bin = join(import.meta.dirname, "../bin.ts");
  const child = spawn(process.execPath, ["--conditions=casement-source", "--import", "tsx", "--import", register, bin, ...args], {
    env: { ...process.env, CLUSTER_KEY: "11".repeat(32) },
    stdio: ["ignore", "pipe", "pipe"],
  });
  let err = "";
  child.stderr.on("data", (chunk) => {
    err += chunk;
  });
  child.stdout.resume();
  return { code: await new Promise((resolve) => child.on("close", resolve)), err };
}

test("without a cluster, nothing of it is loaded", async () => {
  const folder = await mkdtemp(join(tmpdir(), "casement-without-"));
  onTestFinished(() => rm(folder, { recursive: true, force: true }));
  const alone = join(folder, "alone.yaml");
  const shared = join(folder, "shared.yaml");
  await writeFile(
    alone,
    "accounts: [{ name: home, clientId: 11111111-1111-4111-8111-111111111111, accountType: work }]\nhttp: { port: 0 }\n",
  );
  await writeFile(shared, "cluster: { redis: 'redis://127.0.0.1:1', key: { env: CLUSTER_KEY } }\n");
  for (const command of ["accounts", "sensors", "access"]) expect(await run(command, "--config", alone)).toMatchObject({ code: 0 });
  // The loader does refuse it.
  expect((await run("keys", "--config", shared)).err).toContain("loaded @casement/cluster");
});
