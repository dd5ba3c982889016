import { rename, rm } from "node:fs/promises";
import { CasementError } from "@casement/core";
import { describeDiskFault } from "./disk-fault.ts";

/**
 * Renames an unreadable file, so that its content is kept and a new file can be created. On a disk that cannot be written, it stays. Returns the
 * error to report, with `details.movedTo` if the file was renamed.
 */
export async function setFileAside(file: string, error: CasementError, consequence: string): Promise<CasementError> {
  const movedTo = asideNameOf(file);
  const problem = await rename(file, movedTo).then(
    () => undefined,
    (failure) => {
      const fault = describeDiskFault(failure);
      if (fault === undefined) throw failure;
      return fault;
    },
  );
  const outcome = problem === undefined ? `It was renamed to ${movedTo}.` : `It was not renamed, because ${problem}.`;
  return new CasementError(error.code, `${file}: ${error.message} ${outcome} ${consequence}`, {
    details: { ...error.details, file, ...(problem === undefined && { movedTo }) },
  });
}

/** Deletes a file that Casement can create again. A folder with its name is renamed instead. */
export async function removeStoredFile(file: string): Promise<void> {
  await rm(file, { force: true }).catch((error) => {
    if (error.code !== "ERR_FS_EISDIR") throw error;
    return rename(file, asideNameOf(file));
  });
}

const asideNameOf = (file: string): string => `${file}.unreadable-${new Date().toISOString().replace(/[:.]/g, "-")}`;
