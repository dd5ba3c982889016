import type { Clock } from "@casement/core";
import type { AccountOwner } from "@casement/host/ports";
import type { RedisConnection } from "../redis/connect-redis.ts";
import { outcomeOf, runScript, type ScriptReply } from "../redis/run-script.ts";
import { type AccountTrials, type CrashPolicy, suspectFrom } from "./account-trials.ts";
import { leaveSlotScript, leftScript, readSlotScript, takeSlotScript } from "./scripts.ts";
import { readSlotAccounts } from "./slot-accounts.ts";
import type { SlotEngine, TakenSlot } from "./slot-engine.ts";
import type { SlotKeys } from "./slot-keys.ts";
import { createSlotLease, momentOf } from "./slot-lease.ts";
import { createSlotRun, type SlotRun } from "./slot-run.ts";

/** The slots that this process owns. */
export interface SlotRuns {
  all(): readonly SlotRun[];
  /** The slot of an account, if this process owns it. */
  of(account: string): SlotRun | undefined;
  /** Takes one more, and opens its accounts. False if there is none. */
  take(): Promise<boolean>;
  renew(): Promise<void>;
  /** Closes the accounts of a slot and gives it back. `isMove`: to another worker, so that it stays there for a while. */
  giveBack(run: SlotRun, isMove: boolean): Promise<void>;
  /** Gives it back without waiting for its accounts. */
  abandon(run: SlotRun): Promise<void>;
  /** Reads which accounts a slot has. */
  reload(slot: number): Promise<void>;
  /** Opens what is not open and may be. `now`: by the clock of Redis. */
  openWaiting(now: number): Promise<void>;
  /** Resolves when everything is closed, also what was lost. */
  closed(): Promise<void>;
}

export interface SlotRunsOptions {
  readonly redis: RedisConnection;
  readonly keys: SlotKeys;
  readonly engine: SlotEngine;
  readonly trials: AccountTrials;
  readonly worker: string;
  readonly owner: AccountOwner;
  readonly lockDuration: number;
  readonly closeLimit: number;
  readonly policy: CrashPolicy;
  readonly clock: Clock;
  readonly isDraining: () => boolean;
  readonly onTakeover: (worker: string, slot: number) => void;
  readonly onProblem: (error: unknown) => void;
  readonly onAccountProblem: (account: string, error: unknown) => void;
}

export function createSlotRuns(options: SlotRunsOptions): SlotRuns {
  const { redis, keys, engine, trials, worker, owner, lockDuration, policy, clock, isDraining } = options;
  const runs = new Map<number, SlotRun>();
  const byAccount = new Map<string, SlotRun>();
  const windingDown = new Map<string, Promise<void>>();
  const leaving = new Map<SlotRun, Promise<void>>();
  const isOwned = (run: SlotRun): boolean => runs.get(run.taken.slot) === run;
  const forgetAccounts = (run: SlotRun): void => {
    for (const { name } of run.known) if (byAccount.get(name) === run) byAccount.delete(name);
  };
  const remove = (run: SlotRun): void => {
    runs.delete(run.taken.slot);
    forgetAccounts(run);
  };
  const update = (run: SlotRun, accounts: ScriptReply): void => {
    forgetAccounts(run);
    run.update(readSlotAccounts(accounts));
    for (const { name } of run.known) byAccount.set(name, run);
  };
  const lose = (run: SlotRun): void => {
    if (!isOwned(run)) return;
    remove(run);
    void run.end("lost");
  };
  const createRun = (taken: TakenSlot, movedAt: number): SlotRun => {
    const { slot, token, takenAt } = taken;
    const lease = createSlotLease({ token, takenAt, lockDuration, clock, onLost: () => lose(run) });
    const onClosed = (account: string): void => {
      trials.closed(account);
      if (!run.known.some(({ name }) => name === account) && isOwned(run))
        runScript(redis, leftScript, [keys.lock(slot), keys.leaving], [token, account, slot]).catch(options.onProblem);
    };
    const run = createSlotRun({ taken, lease, movedAt, owner, clock, windingDown, onClosed, onProblem: options.onAccountProblem });
    return run;
  };
  const begin = async (taken: TakenSlot): Promise<void> => {
    const { slot, token } = taken;
    const own = [keys.lock(slot), keys.slot(slot), keys.accounts(slot)];
    const names = [...own, keys.crashes, keys.closed, keys.leaving, keys.takeovers];
    const { firstPause, longestPause, soon, aloneFrom } = policy;
    const args = [token, worker, keys.opening(""), keys.seen(""), slot, firstPause, longestPause, soon, aloneFrom, suspectFrom(policy)];
    const reply = await runScript(redis, takeSlotScript, names, args);
    if (outcomeOf(reply) === "LOST") return;
    const [, crashed, movedAt, accounts] = reply as readonly ScriptReply[];
    if (String(crashed) !== "") options.onTakeover(String(crashed), slot);
    const run = createRun(taken, Number(movedAt));
    runs.set(slot, run);
    update(run, accounts!);
    await trials.open(run, run.waiting(trials.isInnocent));
  };
  /** Removes the lock, if it is still there. */
  const release = async (run: SlotRun, isMove: boolean): Promise<void> => {
    if (!isOwned(run)) return;
    const { slot, token } = run.taken;
    await runScript(redis, leaveSlotScript, [keys.lock(slot), keys.slot(slot)], [token, isMove ? 1 : 0]);
    if (!isOwned(run)) return;
    remove(run);
    run.lease.end();
    await engine.giveBack(run.taken);
  };
  return {
    all: () => [...runs.values()],
    of: (account) => byAccount.get(account),
    async take() {
      const taken = await engine.take();
      if (!taken) return false;
      // Asked for before the drain began.
      if (isDraining()) {
        await engine.giveBack(taken);
        return false;
      }
      await begin(taken);
      return true;
    },
    async renew() {
      const all = [...runs.values()];
      const sentAt = momentOf(clock);
      const lost = await engine.renew(all.map(({ taken }) => taken));
      for (const run of all) {
        if (lost.has(run.taken)) lose(run);
        else run.lease.renewed(sentAt);
      }
    },
    giveBack(run, isMove) {
      const known = leaving.get(run);
      if (known) return known;
      const ended = run.end("give-back");
      // Its other accounts must not wait for one that does not close. What that one still writes is refused.
      const left = (isMove ? settledWithin(clock, options.closeLimit, ended) : ended)
        .then(() => release(run, isMove))
        .finally(() => leaving.delete(run));
      leaving.set(run, left);
      return left;
    },
    async abandon(run) {
      void run.end("give-back");
      await release(run, false);
    },
    async reload(slot) {
      const run = runs.get(slot);
      if (!run) return;
      update(run, await runScript(redis, readSlotScript, [keys.accounts(slot), keys.crashes, keys.closed], []));
    },
    async openWaiting(now) {
      await trials.openSuspects([...runs.values()], now);
      // Those that use the sign-in of a suspect are opened together with it.
      for (const run of [...runs.values()]) await trials.open(run, run.waiting(trials.isInnocent));
    },
    async closed() {
      while (windingDown.size > 0) await Promise.all(windingDown.values());
    },
  };
}

const settledWithin = (clock: Clock, limit: number, task: Promise<void>): Promise<void> =>
  new Promise((resolve, reject) => {
    const cancel = clock.after(limit, resolve);
    task.then(resolve, reject).finally(cancel);
  });
