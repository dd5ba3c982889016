import { spawn } from "node:child_process";
import { once } from "node:events";
import { mkdir, mkdtemp, readdir, readFile, rm, stat, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, describe, expect, it, vi } from "vitest";
import { fillDisk, makeDiskReadOnly } from "../../test/store/failing-disk.fixture.ts";
import { lockDataFolder, readRunFile } from "./data-folder-lock.ts";
import { identifyProcess, isProcessRunning } from "./process-identity.ts";

let dataDir: string;
beforeEach(async () => {
  dataDir = await mkdtemp(join(tmpdir(), "casement-lock-"));
});
afterEach(async () => {
  vi.restoreAllMocks();
  await rm(dataDir, { recursive: true, force: true });
});

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

  it.each(["null", "{}", "[]", "123", '"x"', "not JSON", '{"pid":-1,"id":"x"}', '{"pid":0,"id":"x"}', '{"pid":"1"}', "\u0000\u0000"])(
    "is free if the lock file contains %j",
    async (content) => {
      await writeFile(join(dataDir, "lock"), content);
      const lock = await lockDataFolder(dataDir);
      expect(JSON.parse(await readFile(join(dataDir, "lock"), "utf8"))).toMatchObject(identifyProcess());
      await lock.release();
    },
  );

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

  it("on a full disk is used without a lock, but not beside another owner", async () => {
    await fillDisk();
    const lock = await lockDataFolder(dataDir);
    expect(lock.diskFault).toBe("the disk is full (ENOSPC)");
    expect(await lock.isIntact()).toBe(true);
    await lock.release();
    vi.restoreAllMocks();
    const owner = await lockDataFolder(dataDir);
    await fillDisk();
    await expect(lockDataFolder(dataDir)).rejects.toMatchObject({ code: "store-locked" });
    await owner.release();
  });

  it("is used although folders have the names of its files, which are moved aside", async () => {
    for (const name of ["lock", "run.json"]) await mkdir(join(dataDir, name, "more"), { recursive: true });
    const lock = await lockDataFolder(dataDir);
    await lock.announce(run);
    expect([lock.diskFault, await lock.isIntact(), await readRunFile(dataDir)]).toEqual([undefined, true, { ...run, pid: process.pid }]);
    expect((await readdir(dataDir)).filter((name) => name.includes(".unreadable-"))).toHaveLength(2);
    await lock.release();
  });

  it("says that its disk is read-only, even if the folder does not exist yet", async () => {
    const repair = makeDiskReadOnly();
    const lock = await lockDataFolder(join(dataDir, "new"));
    repair();
    expect(lock.diskFault).toBe("the file system is read-only (EROFS)");
  });

  it("knows whether it still exists", async () => {
    const lock = await lockDataFolder(dataDir);
    expect(await lock.isIntact()).toBe(true);
    await rm(dataDir, { recursive: true });
    expect(await lock.isIntact()).toBe(false);
    await (await lockDataFolder(dataDir)).release();
    expect(await lock.isIntact()).toBe(false);
  });

  it("recognizes this process as running", () => {
    expect(isProcessRunning(identifyProcess())).toBe(true);
  });
});
