import type { Clock } from "@casement/core";
import { repeatTask } from "../ownership/repeat-task.ts";
import { createSlotLease, type LeaseMoment, momentOf, type SlotLease, sinceMoment } from "../ownership/slot-lease.ts";

export interface RenewedLeaseOptions {
  readonly token: string;
  readonly takenAt: LeaseMoment;
  readonly lockDuration: number;
  readonly clock: Clock;
  /** Returns whether the lock still has this token. */
  renew(): Promise<boolean>;
  readonly onLost: () => void;
  readonly onProblem: (error: unknown) => void;
}

export interface RenewedLease extends SlotLease {
  /** From now on it is not renewed. */
  stop(): void;
}

/** How much of its time is left when a lease that cannot be renewed ends: time to stop what goes on. */
const stopPart = 1 / 8;

/** A lease that renews itself until it is stopped, or lost. */
export function createRenewedLease({ renew, onProblem, ...options }: RenewedLeaseOptions): RenewedLease {
  const { takenAt, lockDuration, clock } = options;
  const lease = createSlotLease(options);
  let isStopped = false;
  let cancelEnd = (): void => {};
  const endUnlessRenewed = (since: LeaseMoment): void => {
    cancelEnd();
    const left = lockDuration * (1 - stopPart) - sinceMoment(clock, since);
    cancelEnd = clock.after(Math.max(0, left), () => lease.lost());
  };
  const renewOnce = async (): Promise<void> => {
    const sentAt = momentOf(clock);
    const isRenewed = await renew();
    if (isStopped) return;
    if (!isRenewed) return lease.lost();
    lease.renewed(sentAt);
    endUnlessRenewed(sentAt);
  };
  const renewals = repeatTask(clock, async () => {
    await renewOnce().catch(onProblem);
    return lockDuration / 4;
  });
  endUnlessRenewed(takenAt);
  renewals.start();
  return {
    ...lease,
    sure(margin) {
      // Who asks may have come here before the timers of a process that was suspended.
      if (!lease.sure(0)) lease.lost();
      return lease.sure(margin);
    },
    stop() {
      isStopped = true;
      renewals.stop();
      cancelEnd();
    },
  };
}
