import type { KeyObject } from "node:crypto";
import { existsSync } from "node:fs";
import { rm } from "node:fs/promises";
import { join } from "node:path";
import { CasementError } from "@casement/core";
import type { SealedState } from "../api.ts";
import { createSerialQueue } from "../async/serial-queue.ts";
import { writeAtomic } from "./atomic-file.ts";
import { sealContent } from "./seal.ts";
import { createSealedFile } from "./sealed-file.ts";

/** Says that a state comes from a backup, until its surface has written it: other hosts may use the folder before. */
export const restoredMarkOf = (file: string): string => `${file}.restored`;

export interface RestorableState extends SealedState {
  /** Writes the last known value again if the file has vanished or is damaged. Returns whether it did. */
  restore(): Promise<boolean>;
}

export interface SealedStateOptions {
  readonly dataDir: string;
  readonly key: KeyObject;
  readonly name: string;
  readonly onSetAside: (error: CasementError) => void;
}

/** One value in an encrypted file. Only one process owns the data folder, so that writing needs no lock. */
export function createSealedState({ dataDir, key, name, onSetAside }: SealedStateOptions): RestorableState {
  if (!/^[a-z][a-z0-9-]{0,31}$/.test(name))
    throw new CasementError(
      "input-invalid",
      `"${name}" is not a valid name for a state. Use up to 32 lowercase letters, digits and hyphens.`,
    );
  const file = join(dataDir, "surfaces", name);
  const purpose = `state of ${name}`;
  const consequence = "It starts empty.";
  const sealed = createSealedFile<unknown>({ file, key, purpose, consequence, onSetAside });
  const queue = createSerialQueue();
  let last: unknown;
  let comesFromBackup = false;
  const write = (value: unknown): Promise<void> => writeAtomic(file, sealContent(key, purpose, Buffer.from(JSON.stringify(value))));
  const read = async (): Promise<unknown> => {
    comesFromBackup = existsSync(restoredMarkOf(file));
    last = await sealed.read();
    return last;
  };
  const store = async (value: unknown): Promise<void> => {
    await write(value);
    if (comesFromBackup) await rm(restoredMarkOf(file), { force: true });
  };
  return {
    get comesFromBackup() {
      return comesFromBackup;
    },
    read,
    async write(value) {
      last = value;
      await store(value);
    },
    update: (change) =>
      queue(async () => {
        // Its file can be deleted while the host runs, and is then written again from memory.
        const before = last ?? (await read());
        const next = change(before);
        if (next !== before) await store(next);
        last = next;
        return next;
      }),
    async restore() {
      if (last === undefined || (await sealed.read()) !== undefined) return false;
      await write(last);
      return true;
    },
  };
}
