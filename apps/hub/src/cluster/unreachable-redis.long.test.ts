import { mkdtemp, rm, writeFile } from "node:fs/promises";
import { createServer } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { expect, onTestFinished, test } from "vitest";
import { runCasement } from "../../test/command-line.fixture.ts";

test("a Redis that does not answer ends a command, which says why", async () => {
  // Nobody listens there any more.
  const server = createServer();
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  const { port } = server.address() as { port: number };
  await new Promise((resolve) => server.close(resolve));
  const folder = await mkdtemp(join(tmpdir(), "casement-unreachable-"));
  onTestFinished(() => rm(folder, { recursive: true, force: true }));
  await writeFile(join(folder, "casement.yaml"), `cluster: { redis: "redis://127.0.0.1:${port}", key: { env: CLUSTER_KEY } }\n`);
  const { code, err } = await runCasement(["keys"], { cwd: folder, env: { CLUSTER_KEY: "11".repeat(32) } });
  expect(code).toBe(1);
  expect(err).toContain("Redis cannot be reached (ECONNREFUSED).");
  expect(err).toContain("The Redis of the cluster does not answer (ECONNREFUSED). Check cluster.redis and whether it runs.");
});
