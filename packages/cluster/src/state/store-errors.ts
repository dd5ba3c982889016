import { CasementError } from "@casement/core";
import type { AccountLease } from "@casement/host/ports";
import { errorWordOf } from "../redis/error-word.ts";

/** The fence refused a write. The account must end at once, so its lease learns of it first. */
export function leaseLost(account: string, lease: AccountLease): CasementError {
  lease.lost?.();
  return new CasementError("lease-lost", `Another process runs the account ${account} now. Nothing was stored.`);
}

/** Redis has lost something. The account must be opened again, so its lease learns of it first. */
export function storeBehind(account: string, lease: AccountLease): CasementError {
  lease.behind?.();
  return new CasementError("store-behind", `Redis does not have what was stored last for the account ${account}. It is opened again.`);
}

/** `reason`: "it does not answer". */
export const storeUnavailable = (reason: string, details: Record<string, unknown> = {}): CasementError =>
  new CasementError("store-unavailable", `Redis cannot be used: ${reason}. Casement tries again.`, { details });

export const storeDamaged = (account: string, reason: string, aside: string): CasementError =>
  new CasementError(
    "store-damaged",
    `What Redis has of the account ${account} cannot be read: it is damaged. It is kept as ${aside} for ${daysAside} days. Casement reads everything again.`,
    { details: { reason, movedTo: aside } },
  );

export const daysAside = 30;
export const secondsAside: number = daysAside * 86_400;

/** What ioredis threw, as `store-unavailable`. Of an answer of Redis, only its first word: OOM, MISCONF, READONLY. */
export function unavailableBy(error: unknown): CasementError {
  if (CasementError.is(error)) return error;
  const word = errorWordOf(error);
  return word ? storeUnavailable(`it refused to write (${word})`, { reason: "refused" }) : storeUnavailable("the connection broke");
}

/** Errors after which nothing more may be stored. */
export const endsStore = (error: unknown): error is CasementError =>
  CasementError.is(error) && (error.code === "lease-lost" || error.code === "store-behind");
