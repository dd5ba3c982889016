import { type ChildProcess, spawn } from "node:child_process";
import { mkdtemp, rm, writeFile } from "node:fs/promises";
import { createRequire } from "node:module";
import { type AddressInfo, createServer } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { serveEmulator } from "@casement/graph-emulator";
import { expect, onTestFinished } from "vitest";
import { runCasement } from "../../../apps/hub/test/command-line.fixture.ts";
import { startRedis, type TestRedis } from "../../../packages/cluster/test/start-redis.fixture.ts";

const domain = "contoso.example";
export const clusterKey: string = "11".repeat(32);
export const clientId = "11111111-1111-4111-8111-111111111111";

export const clusterToken = "token-of-the-test-cluster";

export interface CasementProcess {
  readonly child: ChildProcess;
  /** What it has printed to standard output, as JSON. */
  readonly lines: readonly Readonly<Record<string, unknown>>[];
  /** What it has printed to standard error. */
  log(): string;
  /** The exit code. */
  readonly ended: Promise<number | null>;
}

/** A Redis, an emulator, and a folder from which the programs of a cluster run as processes. */
export async function createTestCluster() {
  const port = await findFreePort();
  const redis: TestRedis = await startRedis();
  const graph = await serveEmulator();
  const folder = await mkdtemp(join(tmpdir(), "casement-cluster-"));
  onTestFinished(async () => {
    await graph.close();
    await redis[Symbol.asyncDispose]();
    await rm(folder, { recursive: true, force: true });
  });
  graph.emulator.directory.addTenant({ domain });
  const file = join(folder, "casement.yaml");
  const text = `emulator: ${graph.url}\nhttp: { port: ${port}, token: ${clusterToken} }\ncluster: { redis: "${redis.url}", key: { env: CLUSTER_KEY } }\n`;
  await writeFile(file, text);
  const env = { CLUSTER_KEY: clusterKey };
  return {
    redis,
    folder,
    port,
    emulator: graph.url,
    control: graph.emulator.control,
    /** Adds a person with one list of tasks. Returns its id. */
    addPerson(name: string): string {
      graph.emulator.directory.addUser({ userPrincipalName: `${name}@${domain}`, displayName: name, timeZone: "Europe/Berlin" });
      return graph.emulator.control.todo.addList(`${name}@${domain}`, "Shopping");
    },
    userOf: (name: string) => `${name}@${domain}`,
    /** Runs a command in this process. */
    run: (...args: readonly string[]) => runCasement([...args], { cwd: folder, env }),
    start(...args: readonly string[]): CasementProcess {
      const loader = ["--conditions=casement-source", "--import", createRequire(import.meta.url).resolve("tsx")];
      const bin = join(import.meta.dirname, "../../../apps/hub/src/bin.ts");
      const child = spawn(process.execPath, [...loader, bin, ...args, "--json"], {
        cwd: folder,
        env: { ...process.env, ...env },
        stdio: ["ignore", "pipe", "pipe"],
      });
      let log = "";
      child.stderr.setEncoding("utf8").on("data", (part: string) => {
        log += part;
        process.stderr.write(part);
      });
      onTestFinished(() => void child.kill("SIGKILL"));
      const lines: Record<string, unknown>[] = [];
      let rest = "";
      child.stdout.setEncoding("utf8").on("data", (part: string) => {
        const parts = (rest + part).split("\n");
        rest = parts.pop() ?? "";
        lines.push(...parts.filter((line) => line !== "").map((line) => JSON.parse(line)));
      });
      return { child, lines, log: () => log, ended: new Promise((resolve) => child.once("close", resolve)) };
    },
    /** Signs in with the link that somebody got. */
    async signInByLink(link: string, name: string): Promise<string> {
      const { headers } = await fetch(link, { redirect: "manual" });
      const browser = graph.emulator.control.entra.signIn(headers.get("location")!, { user: `${name}@${domain}` });
      if (!("redirect" in browser)) throw new Error(`The browser stopped at ${browser.page}.`);
      return (await fetch(browser.redirect)).text();
    },
  };
}

/** A process with a host starts slowly on a busy machine. */
export const processTimeout = { timeout: 120_000, interval: 100 };

export async function firstLineOf({ lines }: CasementProcess): Promise<Readonly<Record<string, unknown>>> {
  await expect.poll(() => lines[0], processTimeout).toBeDefined();
  return lines[0]!;
}

/** The links of an import name the port before a front has it. */
async function findFreePort(): Promise<number> {
  const server = createServer();
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  const { port } = server.address() as AddressInfo;
  await new Promise((resolve) => server.close(resolve));
  return port;
}
