import { CasementError } from "@casement/core";
import { createEventLoopQueue } from "../async/event-loop-queue.ts";

/** Runs the calls of one account, and refuses more than can reasonably wait. Many calls at once do not keep others from being answered. */
export type CallLimit = <T>(call: () => Promise<T>) => Promise<T>;

/** Calls of one account that may run or wait at the same time. */
export const maxWaitingCalls = 200;
/** After how many seconds a refused caller should try again. */
const retryAfter = 5;

export function createCallLimit(account: string): CallLimit {
  let waiting = 0;
  const waitInQueue = createEventLoopQueue(1);
  return async (call) => {
    if (waiting >= maxWaitingCalls)
      throw new CasementError(
        "too-many-calls",
        `${maxWaitingCalls} calls of account ${account} are waiting already. This one was not run. Try again in ${retryAfter} s.`,
        { details: { retryAfter } },
      );
    waiting++;
    try {
      await waitInQueue();
      return await call();
    } finally {
      waiting--;
    }
  };
}
