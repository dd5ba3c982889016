import { type ChildProcess, spawn } from "node:child_process";
import { once } from "node:events";
import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { createInterface } from "node:readline";
import { fileURLToPath } from "node:url";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { createTestIo, runCasement } from "../../test/command-line.fixture.ts";
import { type RunningDemo, startDemo } from "../demo/start-demo.ts";

const bin = fileURLToPath(new URL("../bin.ts", import.meta.url));
let folder: string;
let demo: RunningDemo;

/** `casement mcp` as a client starts it, line by line. */
class StdioProgram implements AsyncDisposable {
  readonly process: ChildProcess;
  readonly lines: any[] = [];
  stderr = "";
  readonly #waiting = new Set<() => void>();

  constructor() {
    const args = ["--import", import.meta.resolve("tsx"), "--conditions=casement-source", bin, "mcp"];
    this.process = spawn(process.execPath, args, { cwd: folder, stdio: ["pipe", "pipe", "pipe"] });
    this.process.stdin!.on("error", () => {});
    this.process.stderr!.on("data", (chunk) => {
      this.stderr += chunk;
    });
    createInterface({ input: this.process.stdout! }).on("line", (line) => {
      // Fails if it is not JSON: nothing else may be on standard output.
      this.lines.push(JSON.parse(line));
      for (const wake of this.#waiting) wake();
    });
  }

  write(...parts: (object | string)[]): void {
    for (const part of parts)
      this.process.stdin!.write(typeof part === "string" ? part : `${JSON.stringify({ jsonrpc: "2.0", ...part })}\n`);
  }

  async answer(id: number | string): Promise<any> {
    for (;;) {
      const found = this.lines.find((line) => line.id === id);
      if (found) return found;
      await new Promise<void>((resolve) => this.#waiting.add(resolve));
    }
  }

  async open(protocolVersion = "2025-11-25"): Promise<any> {
    this.write({
      id: "open",
      method: "initialize",
      params: { protocolVersion, capabilities: {}, clientInfo: { name: "raw", version: "1" } },
    });
    const { result } = await this.answer("open");
    this.write({ method: "notifications/initialized" });
    return result;
  }

  call(id: number, name: string, input: object = {}): void {
    this.write({ id, method: "tools/call", params: { name, arguments: input } });
  }

  async exit(): Promise<{ code: number | null; signal: string | null }> {
    if (this.process.exitCode === null && this.process.signalCode === null) await once(this.process, "exit");
    return { code: this.process.exitCode, signal: this.process.signalCode };
  }

  async [Symbol.asyncDispose](): Promise<void> {
    this.process.kill("SIGKILL");
    await this.exit();
  }
}

const auditedOutcomes = async (tool: string): Promise<string[]> =>
  (JSON.parse((await runCasement(["audit", "--json"], { cwd: folder })).out).calls as { tool: string; outcome: string }[])
    .filter((call) => call.tool === tool)
    .map(({ outcome }) => outcome);

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), "casement-stdio-"));
  demo = await startDemo(createTestIo().io, folder, { hub: 0, emulator: 0 });
});
afterAll(async () => {
  await demo.stop();
  await rm(folder, { recursive: true, force: true });
});

const callLine = (id: number) =>
  `${JSON.stringify({ jsonrpc: "2.0", id, method: "tools/call", params: { name: "casement_sensors", arguments: {} } })}\n`;

describe.each([
  ["a running hub", "2024-11-05"],
  ["a host of its own", "2025-03-26"],
])("casement mcp with %s", (place, version) => {
  beforeAll(async () => {
    if (place !== "a running hub") await demo.hub.stop();
  });

  it(`serves a client of revision ${version}, which writes as it likes and ends with half a line`, async () => {
    await using program = new StdioProgram();
    expect(await program.open(version)).toMatchObject({ protocolVersion: version, serverInfo: { name: "casement" } });
    program.write(callLine(1) + callLine(2) + callLine(3).slice(0, 40));
    const [one, two] = await Promise.all([program.answer(1), program.answer(2)]);
    expect(one.result).toEqual(two.result);
    program.write(callLine(3).slice(40));
    expect((await program.answer(3)).result).toEqual(one.result);
    program.write("this is not JSON\n", "{}\n", "[]\n", '{"jsonrpc":"2.0","id":7}\n', "\n", "null\n", callLine(8));
    expect((await program.answer(8)).result).toBeDefined();
    const before = program.lines.length;
    program.process.stdin!.end(callLine(9).slice(0, 40));
    expect(await program.exit()).toEqual({ code: 0, signal: null });
    expect(program.lines).toHaveLength(before);
  });
});

it("takes a file of 8 MB in a call, and ends with a message that is longer than any, instead of waiting", async () => {
  await using program = new StdioProgram();
  await program.open();
  const file = `data:text/plain;name=a.txt;base64,${"QUFB".repeat(Math.floor((8 * 1024 * 1024) / 3))}`;
  program.call(1, "email_create-draft", { account: "home", subject: "Big", text: "x", attachments: [file] });
  expect((await program.answer(1)).result.isError).toBeUndefined();
  for (let part = 0; part < 20; part++) program.write("x".repeat(1024 * 1024));
  expect((await program.exit()).code).not.toBe(0);
  expect(program.stderr).toContain("more than 15 MB");
});

it("a call that was killed while it ran is recorded as begun, and the data folder is free again", async () => {
  await using program = new StdioProgram();
  await program.open();
  program.call(1, "email_list-messages", { account: "home", maxItems: 1 });
  await program.answer(1);
  const fault = demo.emulator.emulator.control.faults.add({ method: "POST", path: "/me/messages*", delay: 60_000 });
  program.call(2, "email_create-draft", { account: "home", subject: "Lost", text: "x" });
  await expect.poll(() => demo.emulator.emulator.control.faults.list().find(({ id }) => id === fault)?.hits, { timeout: 10_000 }).toBe(1);
  program.process.kill("SIGKILL");
  await program.exit();
  demo.emulator.emulator.control.faults.clear();
  expect((await auditedOutcomes("email_create-draft"))[0]).toBe("begun");
  expect((await auditedOutcomes("email_list-messages"))[0]).toBe("done");
});
