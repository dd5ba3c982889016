import { CasementError } from "@casement/core";
import { type ClosedAccount, workerCrashed } from "../ownership/slot-accounts.ts";

/** Why an account shows only what was known last, and what to do. */
export interface MissingReason {
  readonly code: "not-running" | "worker-crashed";
  readonly message: string;
  readonly cure: string;
  readonly details?: Readonly<Record<string, unknown>>;
}

export const notRunning = (account: string): MissingReason => ({
  code: "not-running",
  message: `No worker runs the account ${account} at the moment.`,
  cure: "Casement continues as soon as a worker runs it. If this lasts, check that workers are running, and see their logs.",
});

/** Workers ended soon after they had opened it. It waits until one opens it in a small group, or alone. */
export const triedSoon = (account: string): MissingReason => ({
  code: "not-running",
  message: `No worker runs the account ${account} at the moment: workers ended after they had opened it, so it is tried again in turn.`,
  cure: `Casement opens it soon, with few others or alone. If its worker ends then, too, the account is set aside. To try it now: casement accounts retry ${account}`,
  details: { reason: "tried-soon" },
});

/** It ended its worker, and is not opened for a while. */
export function setAside(account: string, closed: ClosedAccount): MissingReason {
  const { message, details } = workerCrashed(account, closed);
  const cure = `Please report it, with the log of the worker. To try it now: casement accounts retry ${account}`;
  return { code: "worker-crashed", message, cure, details };
}

/** What a call of such an account ends with. */
export const missingError = ({ code, message, cure, details }: MissingReason): CasementError =>
  new CasementError(code, `${message} Nothing was done. ${cure}`, { ...(details && { details }) });
