import type { KeyObject } from "node:crypto";
import { stat } from "node:fs/promises";
import { join } from "node:path";
import { CasementError, type Clock, type Logger } from "@casement/core";
import type { SealedState } from "../api.ts";
import { type AuditLog, createAuditLog } from "../audit/audit-log.ts";
import { lockDataFolder, readRunFile } from "../store/data-folder-lock.ts";
import { type DataFolderFault, describeDiskFault, toDataFolderFault } from "../store/disk-fault.ts";
import { loadKey } from "../store/key.ts";
import { createSealedState, type RestorableState } from "../store/sealed-state.ts";

/** A file of the data folder whose content is also in memory. */
export interface RestorableFile {
  /** Path in the data folder. */
  readonly path: string;
  /** Writes the file again if it was deleted, replaced or damaged, or could not be written before. Returns whether it did. */
  restore(): Promise<boolean>;
}

/** The data folder of a running host. */
export interface DataFolder {
  readonly key: KeyObject;
  /** What is wrong with the folder as a whole. */
  readonly fault: DataFolderFault | undefined;
  state(name: string): SealedState;
  readonly audit: AuditLog;
  /** Writes `run.json`, with which commands find this hub. */
  announce(run: { address: string; token: string }): Promise<void>;
  /** Whether the folder is the one that was locked, and nothing was wrong with it. Looks at no other file. */
  isIntact(): Promise<boolean>;
  /** Writes from memory what has vanished, and reports it. A fault is reported once. */
  restore(files: readonly RestorableFile[]): Promise<void>;
  release(): Promise<void>;
}

export interface DataFolderOptions {
  readonly dataDir: string;
  /** The text of the key. Default: from the environment or the key file. */
  readonly key?: string | undefined;
  readonly clock: Clock;
  readonly log: Logger;
}

/** @throws CasementError `store-locked` when another process owns the folder, or an error of the key */
export async function openDataFolder({ dataDir, key: keyText, clock, log }: DataFolderOptions): Promise<DataFolder> {
  const keyOptions = { dataDir, ...(keyText !== undefined && { env: { CASEMENT_KEY: keyText } }) };
  const keyFile = join(dataDir, "key");
  const states = new Map<string, RestorableState>();
  let run: { address: string; token: string } | undefined;
  let fault: DataFolderFault | undefined;
  let lock = await lockDataFolder(dataDir);
  if (lock.diskFault !== undefined) {
    log.error(`The data folder ${dataDir} cannot be written: ${lock.diskFault}. The hub runs, but what it reads is lost when it stops.`);
    fault = toDataFolderFault(lock.diskFault);
  }
  const key = await loadKey(keyOptions).catch(async (error) => {
    await lock.release();
    throw error;
  });

  const audit = createAuditLog({ folder: join(dataDir, "audit"), key, clock, log });

  /** Returns whether the lock was lost. */
  async function lockAgain(): Promise<boolean> {
    const isLost = !(await lock.isIntact());
    if (!isLost && lock.diskFault === undefined) return false;
    lock = await lockDataFolder(dataDir);
    if (lock.diskFault !== undefined) throw toDataFolderFault(lock.diskFault);
    return isLost;
  }

  const restoreKey = async (): Promise<boolean> => {
    const existed = await fileExists(keyFile);
    if (!(await loadKey({ ...keyOptions, unsaved: key })).equals(key))
      throw {
        message: `The data folder ${dataDir} has another key now. Nothing is saved any more.`,
        cure: "Put the old key file back, or restart the hub: every account must then sign in again.",
      } satisfies DataFolderFault;
    return !existed && (await fileExists(keyFile));
  };
  const restoreRunFile = async (): Promise<boolean> => {
    if (!run || (await readRunFile(dataDir))?.pid === process.pid) return false;
    await lock.announce(run);
    return true;
  };

  function report(next: DataFolderFault | undefined): void {
    if (next && next.message !== fault?.message) log.error(next.message);
    if (!next && fault) log.info(`The data folder ${dataDir} can be written again.`);
    fault = next;
  }

  return {
    key,
    audit,
    get fault() {
      return fault;
    },
    state(name) {
      const found = states.get(name) ?? createSealedState({ dataDir, key, name, onSetAside: (error) => log.warn(error.message) });
      states.set(name, found);
      return found;
    },
    async announce(at) {
      run = at;
      await lock.announce(at).catch((error) => {
        const problem = describeDiskFault(error);
        if (!problem) throw error;
        log.error(`Commands cannot find this hub, because the data folder cannot be written: ${problem}.`);
      });
    },
    isIntact: async () => fault === undefined && lock.diskFault === undefined && (await lock.isIntact()),
    async restore(files) {
      try {
        const wasLost = await lockAgain();
        const own = [
          { path: "key", restore: restoreKey },
          { path: "run.json", restore: restoreRunFile },
          ...[...states].map(([name, state]) => ({ path: `surfaces/${name}`, restore: state.restore })),
        ];
        const restored: string[] = [];
        for (const file of [...own, ...files]) if (await file.restore()) restored.push(file.path);
        if (wasLost) log.error(`The data folder ${dataDir} was deleted or replaced. The hub has written it again from memory.`);
        else if (restored.length > 0 && !fault)
          log.error(
            `Files of the data folder ${dataDir} had vanished or were damaged: ${restored.join(", ")}. The hub has written them again from memory.`,
          );
        report(undefined);
      } catch (error) {
        report(toFault(error));
      }
    },
    async release() {
      await audit.close();
      await lock.release();
    },
  };

  function toFault(error: unknown): DataFolderFault {
    const problem = describeDiskFault(error);
    if (problem !== undefined) return toDataFolderFault(problem);
    if (!CasementError.is(error)) return isFault(error) ? error : toDataFolderFault("unexpected error");
    const { message } = error;
    return error.code === "store-locked"
      ? { message, cure: "Stop one of the two hubs.", details: { reason: "locked" } }
      : { message, cure: "Restart the hub." };
  }
}

const isFault = (error: unknown): error is DataFolderFault => typeof (error as Partial<DataFolderFault>)?.cure === "string";

const fileExists = (file: string): Promise<boolean> =>
  stat(file).then(
    () => true,
    () => false,
  );
