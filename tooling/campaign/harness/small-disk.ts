import { execFileSync } from "node:child_process";
import { closeSync, mkdirSync, openSync, rmSync, writeSync } from "node:fs";

/** A file system of its own in memory, small enough to fill. Needs root. */
export interface SmallDisk {
  readonly folder: string;
  /** Fills it to the last byte. */
  fill(): void;
  free(): void;
  /** Only while no process writes to it. */
  setReadOnly(on: boolean): void;
  remove(): void;
}

const run = (command: string, ...args: readonly string[]) => execFileSync(command, args, { stdio: "pipe" });

/** Whether file systems can be mounted: root in a container often must not. */
export function canMount(folder: string): boolean {
  try {
    createSmallDisk(folder, "64k").remove();
    return true;
  } catch {
    return false;
  }
}

export function createSmallDisk(folder: string, size: string): SmallDisk {
  mkdirSync(folder, { recursive: true });
  run("mount", "-t", "tmpfs", "-o", `size=${size},mode=700`, "tmpfs", folder);
  const filler = `${folder}/filler`;
  return {
    folder,
    fill() {
      const file = openSync(filler, "a");
      try {
        for (const block of [Buffer.alloc(65_536), Buffer.alloc(4_096), Buffer.alloc(1)]) writeUntilFull(file, block);
      } finally {
        closeSync(file);
      }
    },
    free: () => rmSync(filler, { force: true }),
    setReadOnly: (on) => void run("mount", "-o", `remount,${on ? "ro" : "rw"}`, folder),
    remove: () => void run("umount", "--lazy", folder),
  };
}

function writeUntilFull(file: number, block: Buffer): void {
  try {
    for (;;) writeSync(file, block);
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== "ENOSPC") throw error;
  }
}
