import type { Clock } from "@casement/core";
import type { AccountLease, AccountOwner, LeaseEnd } from "@casement/host/ports";

/** One account while this process runs it: opened, and opened again after it failed, until it ends. */
export interface AccountRun {
  readonly account: string;
  readonly lease: AccountLease;
  /** Resolves when `open` was called the first time, or never will be. */
  readonly begun: Promise<void>;
  /** Resolves when it is closed. */
  readonly closed: Promise<void>;
  /** Closes it without writing, and opens it again. */
  restart(): void;
  end(reason: LeaseEnd): void;
}

export interface AccountRunOptions {
  readonly owner: AccountOwner;
  readonly account: string;
  readonly lease: AccountLease;
  /** What must have happened before: an earlier run of the account is closed, and the account whose sign-in it uses is opened. */
  readonly after: Promise<unknown>;
  readonly clock: Clock;
  readonly onProblem: (account: string, error: unknown) => void;
}

const firstPause = 1_000;
const longestPause = 300_000;

export function runAccount({ owner, account, lease, after, clock, onProblem }: AccountRunOptions): AccountRun {
  const { signal, abort } = createAbort();
  let current = createAbort();
  let noteBegun = (): void => {};
  const begun = new Promise<void>((resolve) => {
    noteBegun = resolve;
  });
  const openOnce = async (): Promise<void> => {
    current = createAbort();
    await owner.open(account, lease, current.signal);
  };
  const openAgainAndAgain = async (): Promise<void> => {
    await after;
    for (let pause = firstPause; !signal.aborted; pause = Math.min(2 * pause, longestPause)) {
      const opening = openOnce();
      noteBegun();
      const begunAt = clock.now().getTime();
      await opening.catch((error: unknown) => onProblem(account, error));
      if (clock.now().getTime() - begunAt > longestPause) pause = firstPause;
      await pauseUnless(signal, clock, pause);
    }
  };
  const closed = openAgainAndAgain().finally(noteBegun);
  return {
    account,
    lease,
    begun,
    closed,
    restart: () => current.abort("lost"),
    end(reason) {
      abort(reason);
      current.abort(reason);
    },
  };
}

function createAbort() {
  const controller = new AbortController();
  return { signal: controller.signal, abort: (reason: LeaseEnd) => controller.abort(reason) };
}

function pauseUnless(signal: AbortSignal, clock: Clock, ms: number): Promise<void> {
  return new Promise((resolve) => {
    if (signal.aborted) return resolve();
    const cancel = clock.after(ms, () => {
      signal.removeEventListener("abort", end);
      resolve();
    });
    const end = (): void => {
      cancel();
      resolve();
    };
    signal.addEventListener("abort", end, { once: true });
  });
}
