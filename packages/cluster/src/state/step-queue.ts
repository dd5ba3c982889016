import type { CasementError, Clock } from "@casement/core";
import type { StateStep } from "@casement/host/ports";
import { endsStore, storeUnavailable, unavailableBy } from "./store-errors.ts";

/** A step that is to be stored. */
export interface QueuedStep {
  readonly step: StateStep;
  isApplied: boolean;
  isStored: boolean;
  /** Whether the caller was told that it is not stored. */
  isRefused: boolean;
  /** Settles the caller's promise, once. */
  settle(error?: CasementError): void;
}

/** The steps of one account on their way to Redis, in order and many at once. While Redis is gone they wait, for a time and up to a number. */
export interface StepQueue {
  commit(step: StateStep): Promise<void>;
  keep(step: StateStep): Promise<void>;
  /** Sends the steps that were kept. Rejects if that fails. */
  sendKept(): Promise<void>;
  /** Runs a task when nothing is being sent. */
  between<T>(task: () => Promise<T>): Promise<T>;
  /** Steps that are applied, but not known to be stored. */
  applied(): readonly QueuedStep[];
  /** Takes kept steps out: a compaction has stored them. */
  remove(steps: readonly QueuedStep[]): void;
  /** Rejects everything that waits, and all that comes. */
  end(error: CasementError): void;
  readonly isIdle: boolean;
  readonly isUnavailable: boolean;
}

export interface StepQueueOptions {
  readonly clock: Clock;
  /** How long a step waits for Redis (ms). */
  readonly waitLimit: number;
  /** Resolves when Redis can be reached. Steps that wait for it can still be given up. */
  whenReady(): Promise<void>;
  /** Stores steps completely or not at all. Waits as long as Redis is gone. */
  send(steps: readonly StateStep[]): Promise<void>;
  /** Applies a step in memory. */
  apply(step: StateStep): void;
  /** For when a step was stored after its caller had been told that it was not. */
  createBehindError(): CasementError;
}

const maxWaiting = 1_000;
/** Most steps that are kept. The oldest are then given up. */
const maxKept = 5_000;
/** Most steps that are sent at once. */
const maxBatch = 64;

export function createStepQueue({ clock, waitLimit, whenReady, send, apply, createBehindError }: StepQueueOptions): StepQueue {
  let waiting: QueuedStep[] = [];
  let inFlight: QueuedStep[] = [];
  let ended: CasementError | undefined;
  let isUnavailable = false;
  let isScheduled = false;
  let last: Promise<unknown> = Promise.resolve();
  let tasks = 0;

  const inOrder = <T>(task: () => Promise<T>): Promise<T> => {
    const result = last.then(task);
    last = result.catch(() => {});
    return result;
  };
  const schedule = (): void => {
    if (isScheduled) return;
    isScheduled = true;
    void inOrder(flush);
  };
  const applyOnce = (queued: QueuedStep): void => {
    if (queued.isApplied) return;
    queued.isApplied = true;
    apply(queued.step);
  };
  const end = (error: CasementError): void => {
    ended ??= error;
    for (const queued of [...inFlight, ...waiting]) queued.settle(ended);
    waiting = [];
  };
  const failAll = (error: CasementError): void => {
    isUnavailable = true;
    const failed = [...inFlight, ...waiting];
    inFlight = [];
    for (const queued of failed) queued.settle(error);
    waiting = failed.filter(({ isApplied }) => isApplied).slice(-maxKept);
  };
  const flush = async (): Promise<void> => {
    isScheduled = false;
    while (!ended && waiting.length > 0) {
      await whenReady();
      inFlight = waiting.splice(0, maxBatch);
      if (inFlight.length === 0) break;
      try {
        await send(inFlight.map(({ step }) => step));
        isUnavailable = false;
        // The caller has gone on without it, and Redis has it.
        if (inFlight.some(({ isRefused }) => isRefused)) throw createBehindError();
      } catch (error) {
        if (!endsStore(error)) return failAll(unavailableBy(error));
        end(error);
      }
      if (ended) break;
      for (const queued of inFlight) {
        queued.isStored = true;
        applyOnce(queued);
        queued.settle();
      }
      inFlight = [];
    }
    inFlight = [];
  };

  /** `onFailure`: what becomes of a step that could not be stored in time, or at all. Returns whether it stays in the queue. */
  const add = (step: StateStep, onFailure: (queued: QueuedStep, error: CasementError) => Error | undefined): Promise<void> =>
    new Promise((resolve, reject) => {
      let isSettled = false;
      const queued: QueuedStep = {
        step,
        isApplied: false,
        isStored: false,
        isRefused: false,
        settle(error) {
          if (isSettled) return;
          isSettled = true;
          cancel();
          const failure = error && (endsStore(error) ? error : onFailure(queued, error));
          if (failure) reject(failure);
          else resolve();
        },
      };
      const cancel = clock.after(waitLimit, () => {
        isUnavailable = true;
        queued.settle(storeUnavailable("it does not answer"));
        if (!queued.isApplied) waiting = waiting.filter((other) => other !== queued);
      });
      waiting.push(queued);
      schedule();
    });
  const isFull = (): boolean => waiting.length >= maxWaiting;
  return {
    async commit(step) {
      if (ended) throw ended;
      if (isFull()) throw storeUnavailable(`it does not answer, and ${maxWaiting} changes of the account wait for it`);
      await add(step, (queued, error) => {
        queued.isRefused = true;
        return error;
      });
    },
    async keep(step) {
      if (ended) throw ended;
      const done = add(step, (queued) => void applyOnce(queued));
      if (isUnavailable || isFull()) waiting.at(-1)?.settle(storeUnavailable("it does not answer"));
      waiting = waiting.length > maxKept ? waiting.slice(-maxKept) : waiting;
      await done;
    },
    async sendKept() {
      const kept = [...inFlight, ...waiting].filter(({ isApplied }) => isApplied);
      if (kept.length > 0) schedule();
      const cancel = { timer: () => {} };
      const expired = new Promise<void>((resolve) => {
        cancel.timer = clock.after(waitLimit, resolve);
      });
      await Promise.race([inOrder(async () => {}), expired]);
      cancel.timer();
      if (ended) throw ended;
      if (kept.some(({ isStored }) => !isStored)) throw storeUnavailable("it does not answer");
    },
    between(task) {
      tasks++;
      return inOrder(task).finally(() => tasks--);
    },
    applied: () => [...inFlight, ...waiting].filter(({ isApplied, isStored }) => isApplied && !isStored),
    remove(steps) {
      waiting = waiting.filter((queued) => !steps.includes(queued));
    },
    end,
    get isIdle() {
      return tasks === 0 && waiting.length === 0 && inFlight.every(({ isStored }) => isStored);
    },
    get isUnavailable() {
      return isUnavailable;
    },
  };
}
