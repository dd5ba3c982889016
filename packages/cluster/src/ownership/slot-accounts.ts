import { CasementError } from "@casement/core";
import type { ScriptReply } from "../redis/run-script.ts";

/** An account of a slot, as Redis has it. */
export interface SlotAccount {
  readonly name: string;
  /** The account whose sign-in it uses, or nothing. */
  readonly signInOf: string;
  /** How many workers have ended while they opened it. */
  readonly crashes: number;
  /** Set if it ended a worker while it was tried alone. */
  readonly closed: ClosedAccount | undefined;
}

export interface ClosedAccount {
  readonly times: number;
  /** When it is tried again, by the clock of Redis (ms). */
  readonly until: number;
}

/** Reads what `readAccounts` of the scripts returns. */
export function readSlotAccounts(reply: ScriptReply): readonly SlotAccount[] {
  const found = (reply as readonly ScriptReply[]).map(String);
  return Array.from({ length: found.length / 4 }, (_, index) => {
    const [name, signInOf, crashes, closed] = found.slice(4 * index, 4 * index + 4) as [string, string, string, string];
    return { name, signInOf, crashes: Number(crashes), closed: closed === "" ? undefined : readClosed(closed) };
  });
}

/** `<times>:<until>`. */
export function readClosed(text: string): ClosedAccount {
  const [times = 0, until = 0] = text.split(":").map(Number);
  return { times, until };
}

/** Why an account is not opened. */
export const workerCrashed = (account: string, { times, until }: ClosedAccount): CasementError =>
  new CasementError(
    "worker-crashed",
    `The account ${account} is closed: the process that ran it ended, ${times === 1 ? "once" : `${times} times`} while it opened no other account. It is tried again at ${new Date(until).toISOString()}.`,
    { details: { times, retryAt: new Date(until).toISOString() } },
  );
