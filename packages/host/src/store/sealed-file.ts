import type { KeyObject } from "node:crypto";
import { rm } from "node:fs/promises";
import type { StoredFile, StoredFileOptions } from "../ports/index.ts";
import { writeAtomic } from "./atomic-file.ts";
import { describeDiskFault } from "./disk-fault.ts";
import { withLock } from "./lock-file.ts";
import { isDamage, readStoredFile } from "./read-stored-file.ts";
import { sealContent, storeDamaged, unsealContent } from "./seal.ts";
import { setFileAside } from "./set-file-aside.ts";

export interface SealedFileOptions<T> extends StoredFileOptions<T> {
  readonly file: string;
  readonly key: KeyObject;
}

/** An encrypted JSON value in a file, which several processes can share: whoever changes it holds a lock. */
export function createSealedFile<T>({ file, key, purpose, isValid, onSetAside, consequence }: SealedFileOptions<T>): StoredFile<T> {
  const load = async (): Promise<T | undefined> => {
    const sealed = await readStoredFile(file);
    if (sealed === undefined) return undefined;
    const value: unknown = JSON.parse(unsealContent(key, purpose, sealed).toString());
    if (isValid && !isValid(value)) throw storeDamaged("foreign");
    return value as T;
  };
  /** Whether the unreadable file was reported, but could not be renamed. */
  let remains = false;
  /** Call it under the lock: another process may be replacing the unreadable file at this moment. */
  const loadOrSetAside = async (): Promise<T | undefined> => {
    try {
      return await load();
    } catch (error) {
      if (!isDamage(error)) throw error;
      const reported = await setFileAside(file, error, typeof consequence === "string" ? consequence : consequence());
      if (!remains) onSetAside(reported);
      remains = reported.details.movedTo === undefined;
      return undefined;
    }
  };
  return {
    async read() {
      try {
        return await load();
      } catch (error) {
        if (!isDamage(error)) throw error;
        return withLock(`${file}.lock`, loadOrSetAside).catch((failure) => {
          if (describeDiskFault(failure) === undefined) throw failure;
          return loadOrSetAside();
        });
      }
    },
    update: (change) =>
      withLock(`${file}.lock`, async () => {
        const before = await loadOrSetAside();
        const after = await change(before);
        if (after === undefined) await rm(file, { force: true });
        else if (after !== before) await writeAtomic(file, sealContent(key, purpose, Buffer.from(JSON.stringify(after))));
        return after;
      }),
  };
}
