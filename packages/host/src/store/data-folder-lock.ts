import { readFile, rm } from "node:fs/promises";
import { join } from "node:path";
import { CasementError } from "@casement/core";
import { writeAtomic } from "./atomic-file.ts";
import { tryLock } from "./lock-file.ts";
import { identifyProcess, isProcessRunning, type ProcessIdentity } from "./process-identity.ts";

/** The address and token of the process that owns a data folder. */
export interface RunFile {
  /** Base URL of its HTTP interface. */
  address: string;
  /** Bearer token for the HTTP interface. */
  token: string;
  pid: number;
}

export interface DataFolderLock {
  /** Writes `run.json` (mode 0600), with which commands find a running hub. */
  announce(run: { address: string; token: string }): Promise<void>;
  /** Removes `run.json` and releases the folder. */
  release(): Promise<void>;
}

/**
 * Makes this process the only owner of the data folder. Takes over the lock of a killed process.
 * @throws CasementError `store-locked` with the owner's `details.pid` and `details.address`
 */
export async function lockDataFolder(dataDir: string): Promise<DataFolderLock> {
  const runFile = join(dataDir, "run.json");
  const lock = await tryLock(join(dataDir, "lock"));
  if ("owner" in lock) {
    const { pid } = lock.owner;
    const run = await readRunFile(dataDir);
    const where = run ? ` It is reachable at ${run.address}.` : "";
    throw new CasementError(
      "store-locked",
      `Process ${pid} already uses the data folder ${dataDir}.${where} Use that hub, or stop it first.`,
      {
        details: { pid, ...(run && { address: run.address }) },
      },
    );
  }
  // A file left by a killed owner would send commands to an address at which nothing listens.
  await rm(runFile, { force: true });
  return {
    announce: (run) => writeAtomic(runFile, JSON.stringify({ ...run, ...identifyProcess() })),
    async release() {
      await rm(runFile, { force: true });
      await lock.release();
    },
  };
}

/** Reads the running owner's address and token. Returns undefined if no hub is running. */
export async function readRunFile(dataDir: string): Promise<RunFile | undefined> {
  try {
    const run = JSON.parse(await readFile(join(dataDir, "run.json"), "utf8")) as RunFile & ProcessIdentity;
    return isProcessRunning(run) ? { address: run.address, token: run.token, pid: run.pid } : undefined;
  } catch {
    return undefined;
  }
}
