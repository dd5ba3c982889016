import { readFile, rm } from "node:fs/promises";
import { join } from "node:path";
import { CasementError } from "@casement/core";
import { writeAtomic } from "./atomic-file.ts";
import { tryLock } from "./lock-file.ts";
import { identifyProcess, isProcessRunning, type ProcessIdentity } from "./process-identity.ts";

/** How to reach the process that owns a data folder. */
export interface RunFile {
  /** Base address of its HTTP interface. */
  address: string;
  /** Bearer token for it. */
  token: string;
  pid: number;
}

export interface DataFolderLock {
  /** Writes `run.json` (mode 0600), where commands look for a running hub. */
  announce(run: { address: string; token: string }): Promise<void>;
  /** Removes `run.json` and gives the folder up. */
  release(): Promise<void>;
}

/**
 * Makes this process the one owner of the data folder. The lock of a process that was killed is taken over.
 * @throws CasementError `store-locked` with `details.pid` and `details.address` of the owner.
 */
export async function lockDataFolder(dataDir: string): Promise<DataFolderLock> {
  const runFile = join(dataDir, "run.json");
  const lock = await tryLock(join(dataDir, "lock"));
  if ("owner" in lock) {
    const { pid } = lock.owner;
    const run = await readRunFile(dataDir);
    const where = run ? ` It answers at ${run.address}.` : "";
    throw new CasementError("store-locked", `Process ${pid} already owns the data folder ${dataDir}.${where} Use it, or stop it first.`, {
      details: { pid, ...(run && { address: run.address }) },
    });
  }
  // What a killed owner left behind would send commands to a dead address.
  await rm(runFile, { force: true });
  return {
    announce: (run) => writeAtomic(runFile, JSON.stringify({ ...run, ...identifyProcess() })),
    async release() {
      await rm(runFile, { force: true });
      await lock.release();
    },
  };
}

/** The running owner's address and token, or undefined when no hub runs there. */
export async function readRunFile(dataDir: string): Promise<RunFile | undefined> {
  try {
    const run = JSON.parse(await readFile(join(dataDir, "run.json"), "utf8")) as RunFile & ProcessIdentity;
    return isProcessRunning(run) ? { address: run.address, token: run.token, pid: run.pid } : undefined;
  } catch {
    return undefined;
  }
}
