import type { Clock } from "@casement/core";
import { createEventLoopQueue } from "../async/event-loop-queue.ts";
import type { TaskTracker } from "../async/task-tracker.ts";
import type { OpenAccount } from "./open-account.ts";

/** How many accounts begin at once: a thousand would have a thousand requests under way, and everybody else would wait for their answers. */
const startsAtOnce = 16;
/** How long an account that reads for the first time holds up others (ms). */
const longestTurnMs = 5_000;

type StartingAccount = Pick<OpenAccount, "tasks" | "scheduler"> & {
  readonly runtime: { readonly subscriptions: Pick<OpenAccount["runtime"]["subscriptions"], "update"> };
};

/** Starts the schedules of accounts, some at a time. `tasks` counts an account from its turn on. */
export function createStartTurns(clock: Clock, tasks: TaskTracker): (account: StartingAccount) => void {
  const waiting: StartingAccount[] = [];
  const waitForTurn = createEventLoopQueue(1);
  let starting = 0;
  const startNext = (): void => {
    for (let account = nextIfFree(); account; account = nextIfFree()) start(account);
  };
  const nextIfFree = (): StartingAccount | undefined => (starting < startsAtOnce ? waiting.shift() : undefined);
  const start = ({ tasks: ownTasks, scheduler, runtime }: StartingAccount): void => {
    starting++;
    let hasTurn = true;
    const endTurn = (): void => {
      if (!hasTurn) return;
      hasTurn = false;
      cancel();
      starting--;
      startNext();
    };
    const cancel = clock.after(longestTurnMs, endTurn);
    const begin = async (): Promise<void> => {
      await waitForTurn();
      await scheduler.start();
    };
    void tasks.run(() => ownTasks.run(begin).finally(endTurn));
    runtime.subscriptions.update();
  };
  return (account) => {
    waiting.push(account);
    startNext();
  };
}
