import { CasementError, type Clock } from "@casement/core";
import type { AccountLease } from "@casement/host/ports";

/** The lease of a slot, and of all accounts in it. */
export interface SlotLease extends AccountLease {
  lost(): void;
  /** `sentAt`: when the request was sent that renewed it. Redis counts from a later moment. */
  renewed(sentAt: LeaseMoment): void;
  /** It has ended, or is about to be given back: nothing is sent any more. */
  end(): void;
}

/** On a clock that no one sets, and on one that also goes on while the machine sleeps. */
export interface LeaseMoment {
  readonly steady: number;
  readonly wall: number;
}

export const momentOf = (clock: Clock): LeaseMoment => ({ steady: performance.now(), wall: clock.now().getTime() });

/** The longer of two times: a wall clock that was set back must not make a lease look young. */
export const sinceMoment = (clock: Clock, { steady, wall }: LeaseMoment): number => {
  const now = momentOf(clock);
  return Math.max(now.steady - steady, now.wall - wall);
};

interface SlotLeaseOptions {
  readonly token: string;
  readonly takenAt: LeaseMoment;
  readonly lockDuration: number;
  readonly clock: Clock;
  /** Called when a store refused a write. */
  readonly onLost: () => void;
}

export function createSlotLease({ token, takenAt, lockDuration, clock, onLost }: SlotLeaseOptions): SlotLease {
  let renewedAt = takenAt;
  let isEnded = false;
  return {
    token,
    sure: (margin) => !isEnded && sinceMoment(clock, renewedAt) + margin < lockDuration,
    lost() {
      if (isEnded) return;
      isEnded = true;
      onLost();
    },
    renewed(sentAt) {
      renewedAt = sentAt;
    },
    end() {
      isEnded = true;
    },
  };
}

export const notOwned = (account: string): CasementError =>
  new CasementError("lease-lost", `This process does not run the account ${account}. Nothing was sent. Try again.`);
