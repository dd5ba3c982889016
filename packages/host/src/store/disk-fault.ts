import { CasementError } from "@casement/core";

const problems: ReadonlyMap<string, string> = new Map([
  ["ENOSPC", "the disk is full"],
  ["EDQUOT", "the disk quota is used up"],
  ["EROFS", "the file system is read-only"],
  ["EACCES", "the hub's user may not write there"],
  ["EPERM", "the hub's user may not write there"],
  ["EBUSY", "something is mounted there"],
  ["EIO", "the disk is defective"],
  ["EISDIR", "a folder has the name of a file"],
  ["ENOTDIR", "a file has the name of a folder"],
  ["EEXIST", "a file has the name of a folder"],
]);

/** Says why a file cannot be written: "the disk is full (ENOSPC)". Undefined if the error is about something else. */
export function describeDiskFault(error: unknown): string | undefined {
  const code = (error as NodeJS.ErrnoException | undefined)?.code;
  const problem = problems.get(code ?? "");
  return problem && `${problem} (${code})`;
}

/** Turns an error of the disk into `store-unwritable`. `outcome`: what is so all the same, such as "The account stays signed in". */
export function explainDiskFault(error: unknown, outcome: string): unknown {
  const problem = describeDiskFault(error);
  if (problem === undefined) return error;
  return new CasementError("store-unwritable", `${outcome}, because the data folder cannot be written: ${problem}.`, { cause: error });
}

/** What is wrong with the data folder, for people. */
export interface DataFolderFault {
  readonly message: string;
  readonly cure: string;
  /** `locked`: another hub has it. */
  readonly details?: { readonly reason: "full" | "locked" };
}

/** `problem`: from `describeDiskFault`. */
export const toDataFolderFault = (problem: string): DataFolderFault => ({
  message: `The data folder cannot be written: ${problem}.`,
  cure: "Free disk space or repair the file system. Until then, do not stop the hub: it works from memory, and saves when it can.",
  ...(/\((ENOSPC|EDQUOT)\)$/.test(problem) && { details: { reason: "full" } as const }),
});
