import type { RedisConnection } from "../redis/connect-redis.ts";
import { outcomeOf, runScript } from "../redis/run-script.ts";
import { openingScript } from "./scripts.ts";
import type { SlotAccount } from "./slot-accounts.ts";
import type { SlotKeys } from "./slot-keys.ts";
import type { SlotRun } from "./slot-run.ts";

/** How accounts are found that end the worker that runs them (times in ms). */
export interface CrashPolicy {
  /** How long after its opening an account is a suspect when its worker ends. Then it is innocent again, whatever was counted before. */
  readonly openingTime: number;
  /** A worker that ends within this time after the opening counts as one crash, later as half of one: workers that are killed from outside end at any time. */
  readonly soon: number;
  /** How accounts are opened that have crashes, by their number. */
  readonly trials: readonly TrialStep[];
  /** From so many crashes on, an account is opened while the worker opens nothing else. If the worker ends then, the account is closed. */
  readonly aloneFrom: number;
  /** A closed account is tried again after this time, then after twice the time, and so on. */
  readonly firstPause: number;
  readonly longestPause: number;
  /** How long it is remembered what a worker was opening. */
  readonly memory: number;
}

/** Each worker opens up to `accounts` with `from` crashes and fewer than the next step at once, and after `time` (ms) the next ones. */
export interface TrialStep {
  readonly from: number;
  readonly accounts: number;
  readonly time: number;
}

export const defaultCrashPolicy: CrashPolicy = {
  openingTime: 30_000,
  soon: 5_000,
  trials: [
    { from: 2, accounts: 64, time: 5_000 },
    { from: 3, accounts: 16, time: 5_000 },
    { from: 4, accounts: 4, time: 5_000 },
    { from: 5, accounts: 1, time: 10_000 },
  ],
  aloneFrom: 6,
  firstPause: 300_000,
  longestPause: 21_600_000,
  memory: 3_600_000,
};

/** From so many crashes on, an account may have to wait until it is opened. */
export const suspectFrom = ({ trials, aloneFrom }: CrashPolicy): number => trials[0]?.from ?? aloneFrom;

/** Opens the accounts of this worker: the innocent at once, and those that may have ended workers in groups, which shrink as their crashes grow. */
export interface AccountTrials {
  /** Whether nothing speaks against opening an account at once. */
  isInnocent(account: SlotAccount): boolean;
  /** Opens accounts of a slot, after noting in Redis that a crash in the next time may be theirs. */
  open(run: SlotRun, accounts: readonly SlotAccount[]): Promise<void>;
  /** Opens the next groups of suspects. `now`: by the clock of Redis. */
  openSuspects(runs: readonly SlotRun[], now: number): Promise<void>;
  /** An account is closed, and cannot end this worker any more. */
  closed(account: string): void;
  /** Calls `tell` with the accounts that were closed since it succeeded the last time. */
  tellClosed<T>(tell: (closed: readonly string[]) => Promise<T>): Promise<T>;
}

export interface TrialsOptions {
  readonly redis: RedisConnection;
  readonly keys: SlotKeys;
  readonly worker: string;
  readonly policy: CrashPolicy;
}

export function createTrials({ redis, keys, worker, policy }: TrialsOptions): AccountTrials {
  /** When the next group of a step is opened. */
  const nextAt = new Map<TrialStep, number>();
  const closedNow = new Set<string>();
  const isAlone = ({ crashes, closed }: SlotAccount): boolean => closed !== undefined || crashes >= policy.aloneFrom;
  const stepOf = (account: SlotAccount): TrialStep | undefined =>
    isAlone(account) ? undefined : policy.trials.findLast(({ from }) => from <= account.crashes);
  /** Returns false if they must be alone and are not. */
  const note = async (accounts: readonly SlotAccount[], mustBeAlone: boolean): Promise<boolean> => {
    for (const { name } of accounts) closedNow.delete(name);
    const args = [policy.memory, mustBeAlone ? 1 : 0, ...accounts.map(({ name }) => name)];
    return outcomeOf(await runScript(redis, openingScript, [keys.opening(worker)], args)) === "OK";
  };
  const open = async (run: SlotRun, accounts: readonly SlotAccount[]): Promise<void> => {
    if (accounts.length > 0 && (await note(accounts, false))) run.open(accounts);
  };
  const openGroup = async (step: TrialStep, runs: readonly SlotRun[]): Promise<number> => {
    let opened = 0;
    for (const run of runs) {
      const some = run.waiting((account) => stepOf(account) === step).slice(0, step.accounts - opened);
      await open(run, some);
      opened += some.length;
    }
    return opened;
  };
  const openAlone = async (runs: readonly SlotRun[], now: number): Promise<void> => {
    const isDue = (account: SlotAccount): boolean => isAlone(account) && (account.closed?.until ?? 0) <= now;
    const due = runs.flatMap((run) => run.waiting(isDue).map((account) => ({ run, account })));
    const [next] = due.toSorted((a, b) => a.account.crashes - b.account.crashes);
    if (next && (await note([next.account], true))) next.run.open([next.account]);
  };
  return {
    isInnocent: (account) => !isAlone(account) && stepOf(account) === undefined,
    open,
    async openSuspects(runs, now) {
      for (const step of policy.trials) {
        if ((nextAt.get(step) ?? 0) <= now && (await openGroup(step, runs)) > 0) nextAt.set(step, now + step.time);
      }
      await openAlone(runs, now);
    },
    closed: (account) => void closedNow.add(account),
    async tellClosed(tell) {
      const told = [...closedNow];
      const answer = await tell(told);
      for (const account of told) closedNow.delete(account);
      return answer;
    },
  };
}
