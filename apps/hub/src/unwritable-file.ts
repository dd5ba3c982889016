import { describeDiskFault } from "@casement/host/config";
import { UsageError } from "./usage-error.ts";

/** Turns an error of the file system into one that says which file or folder cannot be written, and why. Returns other errors as they are. */
export function explainUnwritable(error: unknown, path: string): unknown {
  const isMissing = (error as NodeJS.ErrnoException | undefined)?.code === "ENOENT";
  const problem = isMissing ? "its folder does not exist (ENOENT)" : describeDiskFault(error);
  return problem === undefined ? error : new UsageError(`${path} cannot be written: ${problem}.`);
}
