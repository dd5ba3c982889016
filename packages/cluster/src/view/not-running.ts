import { CasementError } from "@casement/core";

/** Why an account shows only what was known last. */
export const notRunningText = (account: string): string => `No worker runs the account ${account} at the moment.`;

export const notRunningCure =
  "Casement continues as soon as a worker runs it. If this lasts, check that workers are running, and see their logs.";

export const notRunning = (account: string): CasementError =>
  new CasementError("not-running", `${notRunningText(account)} Nothing was done. ${notRunningCure}`);
