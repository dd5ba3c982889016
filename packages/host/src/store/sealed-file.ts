import type { KeyObject } from "node:crypto";
import { readFile, rm } from "node:fs/promises";
import { CasementError } from "@casement/core";
import { writeAtomic } from "./atomic-file.ts";
import { withLock } from "./lock-file.ts";
import { sealContent, storeDamaged, unsealContent } from "./seal.ts";
import { setFileAside } from "./set-file-aside.ts";

/** One encrypted JSON value in a file, shared by any number of processes. */
export interface SealedFile<T> {
  /** The value, or undefined when there is none (yet, or because it was unreadable and set aside). */
  read(): Promise<T | undefined>;
  /**
   * Reads, changes and writes while nobody else can; returns the new value. Returning the same object writes nothing, `undefined` deletes.
   * When `change` throws, or the disk is full, the old value stays.
   */
  update(change: (value: T | undefined) => Promise<T | undefined> | T | undefined): Promise<T | undefined>;
}

export interface SealedFileOptions<T> {
  file: string;
  key: KeyObject;
  /** What the file is, e.g. `tokens of home`: bound to the content, so that files cannot be swapped. */
  purpose: string;
  /** Whether a decrypted value has today's shape; without it every value is taken. */
  isValid?(value: unknown): value is T;
  /** Told once when the file could not be read and was set aside; its message ends with `follows`. */
  onSetAside(error: CasementError): void;
  /** What the loss means, e.g. "Sign in again." */
  consequence: string;
}

export function createSealedFile<T>({ file, key, purpose, isValid, onSetAside, consequence }: SealedFileOptions<T>): SealedFile<T> {
  const load = async (): Promise<T | undefined> => {
    let sealed: Buffer;
    try {
      sealed = await readFile(file);
    } catch (error) {
      if ((error as NodeJS.ErrnoException).code === "ENOENT") return undefined;
      throw error;
    }
    const value: unknown = JSON.parse(unsealContent(key, purpose, sealed).toString());
    if (isValid && !isValid(value)) throw storeDamaged("foreign");
    return value as T;
  };
  /** Only under the lock: another process may be just replacing what we could not read. */
  const loadOrSetAside = async (): Promise<T | undefined> => {
    try {
      return await load();
    } catch (error) {
      if (!CasementError.is(error)) throw error;
      onSetAside(await setFileAside(file, error, consequence));
      return undefined;
    }
  };
  return {
    async read() {
      try {
        return await load();
      } catch (error) {
        if (!CasementError.is(error)) throw error;
        return withLock(`${file}.lock`, loadOrSetAside);
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
