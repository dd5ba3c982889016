import { rename } from "node:fs/promises";
import { CasementError } from "@casement/core";

/** Gives an unreadable file a new name, so that nothing is lost and a new one can be begun. Returns the error to report. */
export async function setFileAside(file: string, error: CasementError, follows: string): Promise<CasementError> {
  const movedTo = `${file}.unreadable-${new Date().toISOString().replace(/[:.]/g, "-")}`;
  await rename(file, movedTo);
  return new CasementError(error.code, `${file}: ${error.message} It was set aside as ${movedTo}. ${follows}`, {
    details: { ...error.details, file, movedTo },
  });
}
