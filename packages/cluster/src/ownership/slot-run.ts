import type { Clock } from "@casement/core";
import type { AccountLease, AccountOwner, LeaseEnd } from "@casement/host/ports";
import { type AccountRun, runAccount } from "./account-run.ts";
import type { SlotAccount } from "./slot-accounts.ts";
import type { TakenSlot } from "./slot-engine.ts";
import type { SlotLease } from "./slot-lease.ts";

/** A slot while this process owns it. */
export interface SlotRun {
  readonly taken: TakenSlot;
  readonly lease: SlotLease;
  /** When it was moved the last time, by the clock of Redis (ms). */
  readonly movedAt: number;
  /** The accounts that are open or about to be. */
  readonly accounts: ReadonlyMap<string, AccountRun>;
  /** The latest that is known of the slot's accounts. */
  readonly known: readonly SlotAccount[];
  /** Learns which accounts the slot has, and closes those that it no longer has. */
  update(known: readonly SlotAccount[]): void;
  /** Those that are not open, but may be, now or after the account whose sign-in they use. */
  waiting(mayOpen: (account: SlotAccount) => boolean): readonly SlotAccount[];
  /** Opens accounts, those with a sign-in first. Returns those that were not open, unless the slot ends. */
  open(accounts: readonly SlotAccount[]): readonly SlotAccount[];
  /** Ends all accounts: those that use another's sign-in first, unless the slot is lost. Resolves when they are closed. */
  end(reason: LeaseEnd): Promise<void>;
  readonly isEnding: boolean;
}

export interface SlotRunOptions {
  readonly taken: TakenSlot;
  readonly lease: SlotLease;
  readonly movedAt: number;
  readonly owner: AccountOwner;
  readonly clock: Clock;
  /** Accounts that this process has not closed yet: of this slot, before it was lost. */
  readonly windingDown: Map<string, Promise<void>>;
  readonly onClosed: (account: string) => void;
  readonly onProblem: (account: string, error: unknown) => void;
}

export function createSlotRun(options: SlotRunOptions): SlotRun {
  const { taken, lease, movedAt, owner, clock, windingDown, onClosed, onProblem } = options;
  const runs = new Map<string, AccountRun>();
  let known: readonly SlotAccount[] = [];
  /** Of accounts that were removed or are ended with the slot. */
  const closings = new Set<Promise<void>>();
  let isEnding = false;
  const begin = ({ name, signInOf }: SlotAccount): void => {
    const after = Promise.all([windingDown.get(name), runs.get(signInOf)?.begun]);
    const ownLease: AccountLease = { token: lease.token, sure: lease.sure, lost: lease.lost, behind: () => restart(name) };
    runs.set(name, runAccount({ owner, account: name, lease: ownLease, after, clock, onProblem }));
  };
  /** Those that use its sign-in cannot go on without it. */
  const restart = (name: string): void => {
    for (const account of known) if (account.name === name || account.signInOf === name) runs.get(account.name)?.restart();
  };
  const end = (run: AccountRun, reason: LeaseEnd): Promise<void> => {
    runs.delete(run.account);
    const closed = run.closed.finally(() => {
      closings.delete(closed);
      if (windingDown.get(run.account) === closed) windingDown.delete(run.account);
      onClosed(run.account);
    });
    windingDown.set(run.account, closed);
    closings.add(closed);
    run.end(reason);
    return closed;
  };
  return {
    taken,
    lease,
    movedAt,
    accounts: runs,
    get known() {
      return known;
    },
    update(latest) {
      known = latest;
      const names = new Set(latest.map(({ name }) => name));
      for (const run of [...runs.values()]) if (!names.has(run.account)) void end(run, "give-back");
    },
    waiting(mayOpen) {
      if (isEnding) return [];
      const names = new Set(known.map(({ name }) => name));
      const willRun = new Set(runs.keys());
      return ownersFirst(known).filter((account) => {
        const { name, signInOf } = account;
        // Without the account whose sign-in it uses, it could do nothing.
        if (willRun.has(name) || !mayOpen(account) || (names.has(signInOf) && !willRun.has(signInOf))) return false;
        willRun.add(name);
        return true;
      });
    },
    open(accounts) {
      if (isEnding) return [];
      const opened = ownersFirst(accounts).filter(({ name }) => !runs.has(name) && known.some((account) => account.name === name));
      opened.forEach(begin);
      return opened;
    },
    async end(reason) {
      isEnding = true;
      if (reason === "lost") lease.end();
      const users = [...runs.values()].filter(({ account }) => known.some(({ name, signInOf }) => name === account && signInOf !== ""));
      for (const run of users) void end(run, reason);
      if (reason === "give-back") await Promise.all(closings);
      for (const run of [...runs.values()]) void end(run, reason);
      await Promise.all(closings);
    },
    get isEnding() {
      return isEnding;
    },
  };
}

const ownersFirst = (accounts: readonly SlotAccount[]): readonly SlotAccount[] =>
  accounts.toSorted((a, b) => Number(a.signInOf !== "") - Number(b.signInOf !== ""));
