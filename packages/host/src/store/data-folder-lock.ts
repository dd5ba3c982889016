import { readFile, rm, stat } from "node:fs/promises";
import { join } from "node:path";
import { CasementError } from "@casement/core";
import { writeAtomic } from "./atomic-file.ts";
import { describeDiskFault } from "./disk-fault.ts";
import { isLockOfThisProcess, tryLock } from "./lock-file.ts";
import { identifyProcess, isProcessRunning, type ProcessIdentity } from "./process-identity.ts";
import { removeStoredFile } from "./set-file-aside.ts";

/** The address and token of the process that owns a data folder. */
export interface RunFile {
  /** Base URL of its HTTP interface. */
  address: string;
  /** Bearer token for the HTTP interface. */
  token: string;
  pid: number;
}

export interface DataFolderLock {
  /** Why the folder could not be locked. Undefined if it is. */
  readonly diskFault: string | undefined;
  /** Whether the folder and this lock in it still exist. */
  isIntact(): Promise<boolean>;
  /** Writes `run.json` (mode 0600), with which commands find a running hub. */
  announce(run: { address: string; token: string }): Promise<void>;
  /** Removes `run.json` and releases the folder. */
  release(): Promise<void>;
}

/**
 * Makes this process the only owner of the data folder. Takes over the lock of a killed process. On a disk that cannot be written there is no
 * lock (`diskFault`), but another owner is noticed all the same.
 * @throws CasementError `store-locked` with the owner's `details.pid` and `details.address`
 */
export async function lockDataFolder(dataDir: string): Promise<DataFolderLock> {
  const runFile = join(dataDir, "run.json");
  const lockFile = join(dataDir, "lock");
  const lock = await tryLock(lockFile).catch((error) => {
    const diskFault = describeDiskFault(error);
    if (!diskFault) throw error;
    return { diskFault, release: async () => {} };
  });
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
  await removeStoredFile(runFile).catch(ignoreDiskFault);
  const diskFault = "diskFault" in lock ? lock.diskFault : undefined;
  /** The file that was last found to be this lock. */
  let known: string | undefined;
  return {
    diskFault,
    async isIntact() {
      if (diskFault !== undefined) return true;
      const found = await fileStamp(lockFile);
      if (found !== undefined && found === known) return true;
      const isOwn = await isLockOfThisProcess(lockFile);
      known = isOwn ? found : undefined;
      return isOwn;
    },
    announce: (run) => writeAtomic(runFile, JSON.stringify({ ...run, ...identifyProcess() })),
    async release() {
      // The folder may have been deleted, and another process may own the new one.
      if (await isLockOfThisProcess(lockFile)) await rm(runFile, { force: true }).catch(ignoreDiskFault);
      await lock.release().catch(ignoreDiskFault);
    },
  };
}

/** Changes when a file is written or replaced. Undefined without a file. */
const fileStamp = (file: string): Promise<string | undefined> =>
  stat(file).then(
    ({ dev, ino, size, mtimeMs }) => [dev, ino, size, mtimeMs].join(),
    () => undefined,
  );

function ignoreDiskFault(error: unknown): void {
  if (!describeDiskFault(error)) throw error;
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
