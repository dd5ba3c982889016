import { apiClient } from "../api/api-client.ts";
import type { JsonValue } from "../api/api-types.ts";
import { endedCalls } from "../api/ended-calls.ts";
import { onLeavingPage } from "../api/leaving-page.ts";
import { ApiError, isSentOnLeaving } from "../api/request-hub.ts";
import { createStore } from "../api/value-store.ts";
import type { ServiceCall } from "./item-actions.ts";

/** How long a call waits for a change of mind, and how long a call that has an opposite can be taken back (ms). */
export const undoTime = 5_000;

/**
 * - `confirm`: a dialog asks first. The call reaches other people, or takes something away.
 * - `opposite`: the call is made at once. Undo makes the opposite call.
 * - `wait`: the call is made after `undoTime`. Undo ends the waiting.
 * - `none`: the call only reads, and is made at once.
 */
export type CallCare = "confirm" | "opposite" | "wait" | "none";

export interface CarefulCall extends ServiceCall {
  /** What it is about, for the person: the title of the item. */
  readonly about: string;
  /** What it does, where that is more than the title of the service says: the choice that was made. */
  readonly title?: string;
  readonly opposite?: ServiceCall | undefined;
}

/** A call that the page shows: it waits for an answer or a change of mind, is being made, or has failed. */
export interface ShownCall extends CarefulCall {
  readonly key: number;
  readonly state: "confirm" | "waiting" | "running" | "done" | "failed";
  readonly problem?: string;
  /** Goes on: confirms, or does not wait any longer. */
  proceed(): void;
  /** Ends it: does not confirm, takes it back, or hides that it has failed. */
  cancel(): void;
}

/** Newest last. `CallNotes` draws them. */
export const shownCalls = createStore<readonly ShownCall[]>([]);

export interface CallOptions {
  /** Whoever calls shows that it failed. */
  readonly isQuiet?: boolean;
  /** The person has filled in a form that says what the call does. Only what reaches others by its input is confirmed. */
  readonly isDeliberate?: boolean;
  /** Nothing waits for a change of mind. */
  readonly isImmediate?: boolean;
  /** Takes it back while it waits. */
  readonly signal?: AbortSignal;
  /** The input is right: the call waits for an answer or a change of mind, or is made. */
  readonly onBegin?: (() => void) | undefined;
}

async function careOf({ service, input, opposite }: CarefulCall, { isDeliberate, isImmediate }: CallOptions): Promise<CallCare> {
  if (service.effect === "read") return "none";
  // The hub refuses a wrong input of a form before anybody has to answer or to wait.
  const reaches =
    ((isDeliberate && !isImmediate) || service.reachesOthers === "sometimes") &&
    (await apiClient.reachesOthers(service.account, service.id, input));
  if (!isDeliberate && (service.effect === "remove" || service.reachesOthers === "always")) return "confirm";
  if (reaches && service.reachesOthers === "sometimes") return "confirm";
  return opposite ? "opposite" : isImmediate ? "none" : "wait";
}

let lastKey = 0;

/**
 * Calls a service with the care that it needs. Resolves with the result; with undefined if the person has not confirmed it or has taken it back.
 * Rejects with `ApiError`, which the page shows also in `shownCalls`, unless `isQuiet`: then whoever called shows it.
 */
export async function callCarefully(call: CarefulCall, options: CallOptions = {}): Promise<{ readonly result: JsonValue } | undefined> {
  const key = ++lastKey;
  try {
    const care = await careOf(call, options);
    if (call.service.effect !== "read") options.onBegin?.();
    const isGo = care === "confirm" ? await ask("confirm") : care === "wait" ? await ask("waiting") : true;
    if (!isGo) {
      hide(key);
      return undefined;
    }
    if (care !== "none") show("running");
    const result = await apiClient.call(call.service.account, call.service.id, call.input);
    hide(key);
    if (call.service.effect !== "read") endedCalls.set(endedCalls.get() + 1);
    if (care === "opposite") offerUndo();
    return { result };
  } catch (error) {
    if (options.isQuiet) hide(key);
    else show("failed", { problem: error instanceof ApiError ? error.problem.detail : String(error) });
    throw error;
  }

  function show(state: ShownCall["state"], more: Partial<ShownCall> = {}): void {
    const none = () => hide(key);
    const shown: ShownCall = { ...call, key, state, proceed: none, cancel: none, ...more };
    shownCalls.set([...shownCalls.get().filter((other) => other.key !== key), shown]);
  }

  function ask(state: "confirm" | "waiting"): Promise<boolean> {
    return new Promise((resolve) => {
      const timer = state === "waiting" ? setTimeout(() => resolve(true), undoTime) : undefined;
      const end = (isGo: boolean) => {
        clearTimeout(timer);
        resolve(isGo);
      };
      options.signal?.addEventListener("abort", () => end(false));
      if (options.signal?.aborted) return end(false);
      show(state, { proceed: () => end(true), cancel: () => end(false) });
    });
  }

  function offerUndo(): void {
    const timer = setTimeout(() => hide(key), undoTime);
    show("done", {
      cancel() {
        clearTimeout(timer);
        hide(key);
        void callCarefully({ ...call.opposite!, about: call.about, opposite: undefined }, { isImmediate: true }).catch(() => undefined);
      },
    });
  }
}

const hide = (key: number): void => shownCalls.set(shownCalls.get().filter((other) => other.key !== key));

// Whoever leaves the page has not changed their mind. A long message would be lost: the browser asks whether to leave.
onLeavingPage(
  () => {
    for (const call of shownCalls.get()) if (call.state === "waiting") call.proceed();
  },
  () =>
    shownCalls.get().some(({ state, input }) => (state === "waiting" || state === "running") && !isSentOnLeaving(JSON.stringify(input))),
);
