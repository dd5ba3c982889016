import { spawn } from "node:child_process";
import { once } from "node:events";
import { mkdtemp, readdir, readFile, rm, stat, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { lockDataFolder, readRunFile } from "./data-folder-lock.ts";
import { identifyProcess, isProcessRunning } from "./process-identity.ts";

let dataDir: string;
beforeEach(async () => {
  dataDir = await mkdtemp(join(tmpdir(), "casement-lock-"));
});
afterEach(() => rm(dataDir, { recursive: true, force: true }));

const run = { address: "http://127.0.0.1:8365", token: "t" };

describe("the data folder", () => {
  it("has one owner; a second one gets its process id and address", async () => {
    const lock = await lockDataFolder(dataDir);
    await lock.announce(run);
    expect((await stat(join(dataDir, "run.json"))).mode & 0o777).toBe(0o600);
    await expect(lockDataFolder(dataDir)).rejects.toMatchObject({
      code: "store-locked",
      message: expect.stringContaining(`Process ${process.pid}`),
      details: { pid: process.pid, address: run.address },
    });
    expect(await readRunFile(dataDir)).toEqual({ ...run, pid: process.pid });
    await lock.release();
    expect(await readdir(dataDir)).toEqual([]);
    await (await lockDataFolder(dataDir)).release();
  });

  it("has one owner when ten processes lock it at once, even if a killed process left a lock", async () => {
    for (const leftover of [undefined, JSON.stringify({ pid: 2 ** 22 + 1, started: "x", id: "old" }), ""]) {
      if (leftover !== undefined) await writeFile(join(dataDir, "lock"), leftover);
      const tries = await Promise.allSettled(Array.from({ length: 10 }, () => lockDataFolder(dataDir)));
      const won = tries.filter((result) => result.status === "fulfilled");
      expect(won.length).toBe(1);
      await won[0]!.value.release();
    }
  });

  it("is taken over from a killed process, whose run.json is ignored", async () => {
    const child = spawn(process.execPath, ["-e", "setInterval(() => {}, 1000)"]);
    const owner = identifyProcess(child.pid!);
    await writeFile(join(dataDir, "lock"), JSON.stringify({ ...owner, id: "child" }));
    await writeFile(join(dataDir, "run.json"), JSON.stringify({ ...run, ...owner }));
    await expect(lockDataFolder(dataDir)).rejects.toMatchObject({ code: "store-locked", details: { pid: child.pid } });
    child.kill("SIGKILL");
    await once(child, "exit");
    expect(await readRunFile(dataDir)).toBeUndefined();
    const lock = await lockDataFolder(dataDir);
    expect(await readdir(dataDir)).toEqual(["lock"]);
    await lock.release();
  });

  it("is taken over when the process id now belongs to another process", async () => {
    await writeFile(join(dataDir, "lock"), JSON.stringify({ pid: process.pid, started: "an earlier boot", id: "old" }));
    const lock = await lockDataFolder(dataDir);
    expect(JSON.parse(await readFile(join(dataDir, "lock"), "utf8"))).toMatchObject(identifyProcess());
    await lock.release();
  });

  it("recognizes this process as running", () => {
    expect(isProcessRunning(identifyProcess())).toBe(true);
  });
});
