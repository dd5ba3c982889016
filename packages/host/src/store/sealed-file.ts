import type { KeyObject } from "node:crypto";
import { rm } from "node:fs/promises";
import type { CasementError } from "@casement/core";
import { writeAtomic } from "./atomic-file.ts";
import { describeDiskFault } from "./disk-fault.ts";
import { withLock } from "./lock-file.ts";
import { isDamage, readStoredFile } from "./read-stored-file.ts";
import { sealContent, storeDamaged, unsealContent } from "./seal.ts";
import { setFileAside } from "./set-file-aside.ts";

/** An encrypted JSON value in a file, which several processes can share. */
export interface SealedFile<T> {
  /** Returns the value, or undefined if there is none or if it was unreadable and set aside. */
  read(): Promise<T | undefined>;
  /**
   * Reads, changes and writes the value under a lock. Returns the new value. If `change` returns the same object, nothing is written; if it
   * returns `undefined`, the file is deleted. If `change` throws or the write fails, the old value stays.
   */
  update(change: (value: T | undefined) => Promise<T | undefined> | T | undefined): Promise<T | undefined>;
}

export interface SealedFileOptions<T> {
  file: string;
  key: KeyObject;
  /** Identifies the file, for example `tokens of home`. Authenticated with the content, so that files cannot be swapped. */
  purpose: string;
  /** Whether a decrypted value has the expected shape. Default: every value is accepted. */
  isValid?(value: unknown): value is T;
  /** Called once if the file is unreadable and was set aside. The error's message ends with `consequence`. */
  onSetAside(error: CasementError): void;
  /** What the user must do or what happens next: "Sign in again." */
  consequence: string | (() => string);
}

export function createSealedFile<T>({ file, key, purpose, isValid, onSetAside, consequence }: SealedFileOptions<T>): SealedFile<T> {
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
