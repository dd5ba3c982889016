import { rename } from "node:fs/promises";
import { CasementError } from "@casement/core";

/** Renames an unreadable file, so that its content is kept and a new file can be created. Returns the error to report. */
export async function setFileAside(file: string, error: CasementError, consequence: string): Promise<CasementError> {
  const movedTo = `${file}.unreadable-${new Date().toISOString().replace(/[:.]/g, "-")}`;
  await rename(file, movedTo);
  return new CasementError(error.code, `${file}: ${error.message} It was renamed to ${movedTo}. ${consequence}`, {
    details: { ...error.details, file, movedTo },
  });
}
