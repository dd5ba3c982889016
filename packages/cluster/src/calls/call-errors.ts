import { CasementError, type ErrorCode } from "@casement/core";

export const outcomeUnknown = (account: string): CasementError =>
  new CasementError(
    "outcome-unknown",
    `The process that ran the account ${account} began the call and ended, or lost the account, before it answered. The call may have taken effect, and is not repeated. Check before you call again.`,
  );

export const accountLost = (account: string): CasementError =>
  new CasementError(
    "lease-lost",
    `Another process runs the account ${account} now, or will soon. Call again: the call then reaches that process.`,
  );

export const callTimeout = (account: string): CasementError =>
  new CasementError(
    "timeout",
    `No process answered a call of the account ${account} in time. Check with \`casement status\` whether it runs.`,
  );

export const callUnreadable = (account: string): CasementError =>
  new CasementError(
    "store-damaged",
    `What Redis has of a call of the account ${account} cannot be read. Check that all processes have the same cluster key, and call again.`,
    { details: { reason: "damaged" } },
  );

/** What an operation threw, as JSON. Other errors than `CasementError` are faults of ours, and stay in the process that had them. */
export interface ErrorAnswer {
  readonly code: ErrorCode;
  readonly message: string;
  readonly details: Readonly<Record<string, unknown>>;
}

export const toErrorAnswer = (error: unknown): ErrorAnswer =>
  CasementError.is(error)
    ? { code: error.code, message: error.message, details: error.details }
    : { code: "internal", message: "The process that runs the account has a fault. Its log has the details.", details: {} };

export const fromErrorAnswer = ({ code, message, details }: ErrorAnswer): CasementError => new CasementError(code, message, { details });
