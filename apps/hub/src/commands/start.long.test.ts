import { spawn } from "node:child_process";
import { existsSync } from "node:fs";
import { mkdtemp, readFile, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { createTestIo, runCasement } from "../../test/command-line.fixture.ts";
import { main } from "../main.ts";

let folder: string;
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), "casement-start-"));
  await writeFile(join(folder, "casement.yaml"), "http: { port: 0 } # any\n");
});
afterEach(() => rm(folder, { recursive: true, force: true }));

it("without an account, the hub starts for the set-up, and has an account as soon as it is added", async () => {
  const stop = new AbortController();
  const lines: any[] = [];
  let onLineAdded: () => void = () => {};
  const onLine = (line: string): void => {
    lines.push(JSON.parse(line));
    onLineAdded();
  };
  const running = runCasement(["start", "--json"], { cwd: folder, signal: stop.signal, onLine });
  const line = async (at: number): Promise<any> => {
    const nextLine = new Promise<void>((resolve) => {
      onLineAdded = resolve;
    });
    if (!lines[at]) await Promise.race([nextLine, running.then(({ err }) => Promise.reject(new Error(err)))]);
    return lines[at];
  };
  const { address, runFile, accounts } = await line(0);
  expect(accounts).toEqual([]);
  const { token } = JSON.parse(await readFile(runFile, "utf8"));
  const opened = await fetch(`${address}/session`, { method: "POST", body: JSON.stringify({ token }) });
  const { key } = (await opened.json()) as { key: string };
  const headers = { cookie: opened.headers.get("set-cookie")!.split(";")[0]!, "casement-session-key": key, origin: address };
  const account = { name: "home", clientId: "11111111-1111-4111-8111-111111111111", accountType: "work", plugins: ["calendar"] };
  const added = await fetch(`${address}/api/v1/set-up/accounts`, { method: "POST", headers, body: JSON.stringify(account) });
  expect(await added.json()).toEqual({ name: "home", file: join(folder, "casement.yaml") });
  const listed = await fetch(`${address}/api/v1/accounts`, { headers });
  expect(await listed.json()).toMatchObject({ accounts: [{ name: "home", state: "signed-out" }] });
  stop.abort();
  expect((await running).code).toBe(0);
  expect(await readFile(join(folder, "casement.yaml"), "utf8")).toContain("http: { port: 0 } # any");
});

it("a named configuration must exist", async () => {
  const { code, err } = await runCasement(["start", "--config", "elsewhere.yaml"], { cwd: folder });
  expect(code).toBe(2);
  expect(err).toContain("elsewhere.yaml does not exist");
});

describe("prints the one-time link and the names of users on a terminal only", () => {
  const start = async (args: readonly string[], terminal: boolean): Promise<string> => {
    const stop = new AbortController();
    const { io, output } = createTestIo({ cwd: folder, signal: stop.signal });
    const started = new Promise<void>((resolve) => {
      io.print = ((print) => (text: string) => {
        print(text);
        resolve();
      })(io.print);
    });
    const running = main([...args], { ...io, terminal });
    await started;
    stop.abort();
    expect(await running).toBe(0);
    return output().out;
  };

  it.each([[["start"]], [["start", "--json"]]])("%j", async (args) => {
    expect(await start(args, false)).not.toContain("#session=");
    expect(await start(args, true)).toContain("#session=");
  });
});

describe.skipIf(!existsSync("/dev/full"))("a hub whose output cannot be written continues", () => {
  const bin = fileURLToPath(new URL("../bin.ts", import.meta.url));

  it.each([
    ["a full disk", `exec "$0" "$@" >/dev/full 2>/dev/full`],
    ["a reader that is gone", `exec "$0" "$@" > >(true) 2> >(true)`],
  ])(
    "%s",
    async (_name, script) => {
      await writeFile(join(folder, "casement.yaml"), "http: { port: 0 }\nlog: { level: debug }\n");
      const hub = spawn(
        "bash",
        ["-c", script, process.execPath, "--import", import.meta.resolve("tsx"), "--conditions=casement-source", bin, "start"],
        {
          cwd: folder,
          stdio: "ignore",
        },
      );
      const exited = new Promise((resolve) => hub.on("exit", (code, signal) => resolve(code ?? signal)));
      const runFile = join(folder, ".casement/run.json");
      await expect.poll(() => existsSync(runFile) || hub.exitCode !== null).toBe(true);
      const { address, token } = JSON.parse(await readFile(runFile, "utf8"));
      // Each refused request is logged at this level.
      for (let i = 0; i < 3; i++) expect((await fetch(`${address}/api/v1/sensors`)).status).toBe(401);
      expect((await fetch(`${address}/api/v1/accounts`, { headers: { authorization: `Bearer ${token}` } })).status).toBe(200);
      hub.kill();
      expect(await exited).toBe(0);
    },
    30_000,
  );
});
