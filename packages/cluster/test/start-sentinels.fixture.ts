import { type ChildProcess, spawn } from "node:child_process";
import { mkdtemp, rm, writeFile } from "node:fs/promises";
import { type AddressInfo, createServer } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { redisServer } from "./start-redis.fixture.ts";

/** Sentinels that watch the group `mymaster`, as processes. */
export interface TestSentinels extends AsyncDisposable {
  /** Their addresses. */
  readonly urls: readonly string[];
  kill(index: number): void;
}

export async function startSentinels(primary: string, count = 3): Promise<TestSentinels> {
  const folder = await mkdtemp(join(tmpdir(), "casement-sentinels-"));
  const { hostname, port: primaryPort } = new URL(primary);
  const children: ChildProcess[] = [];
  const urls: string[] = [];
  for (let index = 0; index < count; index++) {
    const port = await findFreePort();
    const file = join(folder, `sentinel-${index}.conf`);
    const lines = [`port ${port}`, "bind 127.0.0.1", `dir ${folder}`, `sentinel monitor mymaster ${hostname} ${primaryPort} 2`];
    const quick = ["sentinel down-after-milliseconds mymaster 1000", "sentinel failover-timeout mymaster 5000"];
    await writeFile(file, [...lines, ...quick, ""].join("\n"));
    children.push(spawn(redisServer, [file, "--sentinel"], { stdio: "ignore" }));
    urls.push(`redis://127.0.0.1:${port}`);
  }
  return {
    urls,
    kill: (index) => void children[index]!.kill("SIGKILL"),
    async [Symbol.asyncDispose]() {
      for (const child of children) child.kill("SIGKILL");
      await rm(folder, { recursive: true, force: true });
    },
  };
}

async function findFreePort(): Promise<number> {
  const server = createServer();
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  const { port } = server.address() as AddressInfo;
  await new Promise((resolve) => server.close(resolve));
  return port;
}
