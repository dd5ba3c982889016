import fs, { promises } from "node:fs";
import { type FileHandle, open } from "node:fs/promises";
import { syncBuiltinESMExports } from "node:module";
import { vi } from "vitest";

const failure = (code: string, syscall: string) => Object.assign(new Error(`${code}: ${syscall}`), { code, syscall });

async function fileHandlePrototype(): Promise<FileHandle> {
  const handle = await open(import.meta.filename, "r");
  await handle.close();
  return Object.getPrototypeOf(handle);
}

/** Makes every write of this process fail as on a full disk, until `vi.restoreAllMocks()`. */
export async function fillDisk(): Promise<void> {
  await failWrites("ENOSPC");
  const fail = (...args: unknown[]) => (args.at(-1) as (error: Error) => void)(failure("ENOSPC", "write"));
  vi.spyOn(fs, "write").mockImplementation(fail as typeof fs.write);
}

/** Makes every write to a `FileHandle` fail with a code of the operating system, until `vi.restoreAllMocks()`. */
export async function failWrites(code: string): Promise<void> {
  const prototype = await fileHandlePrototype();
  for (const method of ["write", "writeFile"] as const) vi.spyOn(prototype, method).mockRejectedValue(failure(code, "write"));
}

/** Makes every truncation of a file fail as on a defective disk, until `vi.restoreAllMocks()`. */
export async function refuseTruncation(): Promise<void> {
  vi.spyOn(await fileHandlePrototype(), "truncate").mockRejectedValue(failure("EIO", "ftruncate"));
}

/** Refuses every change of files, as on a read-only disk, until the returned function is called. */
export function makeDiskReadOnly(): () => void {
  const refuse = async (): Promise<never> => {
    throw failure("EROFS", "write");
  };
  const { open: openFile } = promises;
  for (const method of ["rename", "mkdir", "writeFile", "link", "copyFile"] as const) vi.spyOn(promises, method).mockImplementation(refuse);
  vi.spyOn(promises, "open").mockImplementation((file, flags, mode) =>
    flags === undefined || flags === "r" ? openFile(file, flags, mode) : refuse(),
  );
  syncBuiltinESMExports();
  return () => {
    vi.restoreAllMocks();
    syncBuiltinESMExports();
  };
}
