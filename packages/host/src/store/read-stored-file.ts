import { readFile, stat } from "node:fs/promises";
import { CasementError } from "@casement/core";
import { storeDamaged } from "./seal.ts";

/**
 * Reads a file of the data folder. Undefined if there is none.
 * @throws CasementError `store-damaged` with `details.reason`: `no-file` if a folder, a link to itself or a pipe has its name; `no-access` if the
 * hub's user may not read it
 */
export async function readStoredFile(file: string): Promise<Buffer | undefined> {
  try {
    // Reading a pipe would never end.
    if ((await stat(file)).isFile()) return await readFile(file);
  } catch (error) {
    const { code } = error as NodeJS.ErrnoException;
    if (code === "ENOENT" || code === "ENOTDIR") return undefined;
    if (code !== "ELOOP") throw explainRefusedRead(error, file);
  }
  throw storeDamaged("no-file");
}

/** Says what to do if the hub's user may not read a file. Returns other errors as they are. */
export function explainRefusedRead(error: unknown, file: string): unknown {
  const { code } = error as NodeJS.ErrnoException;
  if (code !== "EACCES" && code !== "EPERM") return error;
  return new CasementError(
    "store-damaged",
    `The hub's user may not read ${file}. Run the hub as the user who owns the file, or give the file to the hub's user with \`chown\`.`,
    { details: { reason: "no-access", file } },
  );
}

/** Whether a file has no use any more, and a new one can take its place. */
export const isDamage = (error: unknown): error is CasementError => CasementError.is(error) && error.details.reason !== "no-access";
