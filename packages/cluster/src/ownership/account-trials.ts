import type { Clock } from "@casement/core";
import type { RedisConnection } from "../redis/connect-redis.ts";
import { outcomeOf, runScript } from "../redis/run-script.ts";
import { beginTrialScript, endTrialScript } from "./scripts.ts";
import type { SlotAccount } from "./slot-accounts.ts";
import type { SlotKeys } from "./slot-keys.ts";
import type { SlotRun } from "./slot-run.ts";

/** How accounts are found that end the worker that runs them (ms). */
export interface CrashPolicy {
  /** How long after its opening an account is a suspect when its worker ends. A trial takes as long. */
  readonly openingTime: number;
  /** After this time without a crash, an account is no longer a suspect. */
  readonly goodLife: number;
  /** From so many crashes on, an account is tried alone. */
  readonly trialFrom: number;
  /** An account that ended its worker during its trial is tried again after this time, then after twice the time, and so on. */
  readonly firstPause: number;
  readonly longestPause: number;
  /** How long it is remembered what a worker was opening. */
  readonly memory: number;
}

export const defaultCrashPolicy: CrashPolicy = {
  openingTime: 30_000,
  goodLife: 600_000,
  trialFrom: 2,
  firstPause: 300_000,
  longestPause: 21_600_000,
  memory: 3_600_000,
};

/** Accounts of this worker that may have ended others: they are opened last, and one at a time in the whole cluster. */
export interface AccountTrials {
  /** Whether an account may be opened: it is no suspect, and does not use the sign-in of the one that is tried. */
  mayOpen(account: SlotAccount): boolean;
  /** Opens accounts of a slot, after noting in Redis that a crash in the next time is theirs. */
  open(run: SlotRun, accounts: readonly SlotAccount[]): Promise<void>;
  closed(account: string): void;
  /** Tries the next suspect, if nothing else is being opened. `now`: by the clock of Redis. */
  tryNext(runs: Iterable<SlotRun>, now: number): Promise<void>;
  end(): void;
}

export interface TrialsOptions {
  readonly redis: RedisConnection;
  readonly keys: SlotKeys;
  readonly worker: string;
  readonly policy: CrashPolicy;
  readonly clock: Clock;
  readonly onProblem: (error: unknown) => void;
}

export function createTrials({ redis, keys, worker, policy, clock, onProblem }: TrialsOptions): AccountTrials {
  /** Of accounts with crashes: they forget them after a good life. */
  const lives = new Map<string, () => void>();
  /** Of groups of accounts that have been opened a moment ago. */
  const openings = new Set<() => void>();
  let tried: { readonly account: string; readonly cancel: () => void } | undefined;
  const isInnocent = ({ crashes, closed }: SlotAccount): boolean => crashes < policy.trialFrom && !closed;
  const isSuspect = (run: SlotRun, account: SlotAccount, now: number): boolean =>
    !isInnocent(account) && !run.accounts.has(account.name) && (account.closed?.until ?? 0) <= now;
  const send = (answer: Promise<unknown>): void => void answer.catch(onProblem);
  const endTrial = (account: string): void => {
    if (tried?.account !== account) return;
    tried.cancel();
    tried = undefined;
    send(runScript(redis, endTrialScript, [keys.trial, keys.trialOf(worker)], [account]));
  };
  const watch = ({ name }: SlotAccount): void => {
    lives.get(name)?.();
    const forgive = (): void => send(Promise.all([redis.hdel(keys.crashes, name), redis.hdel(keys.closed, name)]));
    lives.set(name, clock.after(policy.goodLife, forgive));
  };
  const settleLater = (names: readonly string[]): void => {
    const cancel = clock.after(policy.openingTime, () => {
      openings.delete(cancel);
      send(redis.srem(keys.opening(worker), ...names));
    });
    openings.add(cancel);
  };
  const findSuspect = (runs: Iterable<SlotRun>, now: number) =>
    [...runs]
      .filter(({ isEnding }) => !isEnding)
      .flatMap((run) => run.known.filter((account) => isSuspect(run, account, now)).map((account) => ({ run, account })))
      .toSorted((a, b) => a.account.crashes - b.account.crashes)[0];
  return {
    mayOpen: (account) => isInnocent(account) && (tried === undefined || account.signInOf !== tried.account),
    async open(run, accounts) {
      if (accounts.length === 0) return;
      const names = accounts.map(({ name }) => name);
      await redis.sadd(keys.opening(worker), ...names);
      await redis.pexpire(keys.opening(worker), policy.memory);
      settleLater(names);
      for (const account of run.open(accounts)) if (account.crashes > 0) watch(account);
    },
    closed(account) {
      lives.get(account)?.();
      lives.delete(account);
      endTrial(account);
    },
    async tryNext(runs, now) {
      if (tried || openings.size > 0) return;
      const next = findSuspect(runs, now);
      if (!next) return;
      const { run, account } = next;
      const { slot, token } = run.taken;
      const names = [keys.lock(slot), keys.trial, keys.trialOf(worker)];
      const reply = await runScript(redis, beginTrialScript, names, [token, account.name, 2 * policy.openingTime, policy.memory]);
      if (outcomeOf(reply) !== "OK") return;
      tried = { account: account.name, cancel: clock.after(policy.openingTime, () => endTrial(account.name)) };
      if (run.open([account]).length === 0) endTrial(account.name);
      else watch(account);
    },
    end() {
      for (const cancel of [...lives.values(), ...openings]) cancel();
      tried?.cancel();
    },
  };
}
