import { randomBytes } from "node:crypto";
import type { Clock } from "@casement/core";
import type { CallPort, CallRequest } from "@casement/host/ports";
import { storeUnavailable } from "../state/store-errors.ts";
import { withinLimit } from "../state/within-limit.ts";
import { callTimeout, callUnreadable, fromErrorAnswer, outcomeUnknown } from "./call-errors.ts";
import { type CallNews, openCallNews } from "./call-news.ts";
import { type CallState, createStoredCall, type StoredCall, type StoredCallOptions } from "./stored-call.ts";

export type AccountCallerOptions = Omit<StoredCallOptions, "channel" | "breaks">;

export interface AccountCaller extends Pick<CallPort, "call"> {
  close(): void;
}

/** How often somebody who waits looks at the call (ms): this finds lost messages and lost owners. */
const lookEvery = 2_000;
/** How long somebody who gave up waits to learn how the call ended (ms). */
const endLimit = 5_000;
/** One minute more than the longest service (ms). */
const defaultLimit = 16 * 60_000;

/** Makes the calls of this process. */
export function createAccountCaller(options: AccountCallerOptions): AccountCaller {
  const { redis, keys, clock, waitLimit } = options;
  const channel = keys.news(randomId());
  let news: CallNews | undefined;
  let breaks = 0;
  const countBreak = (): void => void breaks++;
  redis.on("close", countBreak);
  return {
    async call(request, { signal = new AbortController().signal, progress = () => {} } = {}) {
      signal.throwIfAborted();
      news ??= openCallNews(redis, channel);
      const limited = { ...request, limit: request.limit ?? defaultLimit };
      const id = randomId();
      const call = createStoredCall({ ...options, channel, breaks: () => breaks }, id, limited);
      const wait = createWait(clock, signal, limited);
      const endNews = news.listen(id, { look: wait.wake, progress });
      try {
        await withinLimit(clock, waitLimit, news.listening).catch(() => {
          throw storeUnavailable("it does not answer");
        });
        signal.throwIfAborted();
        return await followCall(call, request, wait);
      } finally {
        endNews();
        wait.end();
      }
    },
    close() {
      redis.off("close", countBreak);
      news?.close();
    },
  };
}

/** From the question to the answer, whatever happens to its owners. */
async function followCall(call: StoredCall, { account, repeatable }: CallRequest, wait: Wait): Promise<unknown> {
  const next = async (): Promise<CallState> => {
    const state = await call.look();
    if (state.name === "asked") return wait.hasGivenUp ? call.cancel() : call.ask();
    // Redis has lost it.
    if (state.name === "gone") return repeatable && !wait.hasGivenUp ? call.ask() : { name: repeatable ? "cancelled" : "unknown" };
    return state;
  };
  for (let state = await call.ask(); ; state = await next()) {
    if (!wait.hasGivenUp && wait.isOver && state.name !== "done") {
      wait.giveUp();
      state = await call.cancel();
    }
    if (state.name === "done") {
      // Only `look` brings the answer along.
      if (!state.answer) continue;
      return readAnswer(call, state.answer, { account, repeatable }, wait);
    }
    if (state.name === "unknown") throw outcomeUnknown(account);
    if (state.name === "cancelled") throw wait.reason();
    if (wait.isAbandoned) throw repeatable ? wait.reason() : outcomeUnknown(account);
    await wait.forNews();
  }
}

function readAnswer(call: StoredCall, sealed: Buffer, { account, repeatable }: Pick<CallRequest, "account" | "repeatable">, wait: Wait) {
  const answer = call.openAnswer(sealed);
  call.forget();
  if (!answer) throw repeatable ? callUnreadable(account) : outcomeUnknown(account);
  if (answer.isAborted) throw wait.reason();
  if (answer.error) throw fromErrorAnswer(answer.error);
  return answer.value;
}

/** How long a caller waits for its call. */
interface Wait {
  /** Ends the current wait for news. */
  wake(): void;
  /** Resolves when it was woken since the last time, and at the latest when it is time to look. */
  forNews(): Promise<void>;
  /** The signal has aborted, or the limit of the call has passed. */
  readonly isOver: boolean;
  /** Why. */
  reason(): unknown;
  /** From now on it waits only to learn how the call ended. */
  giveUp(): void;
  readonly hasGivenUp: boolean;
  /** It has waited for that long enough. */
  readonly isAbandoned: boolean;
  end(): void;
}

function createWait(clock: Clock, signal: AbortSignal, { account, limit }: { account: string; limit: number }): Wait {
  let wakeUp = (): void => {};
  let isAwake = false;
  let [isOver, hasGivenUp, isAbandoned] = [false, false, false];
  const wake = (): void => {
    isAwake = true;
    wakeUp();
  };
  const after = (ms: number, change: () => void): (() => void) =>
    clock.after(ms, () => {
      change();
      wake();
    });
  const stops = [
    after(limit, () => {
      isOver = true;
    }),
    () => signal.removeEventListener("abort", wake),
  ];
  signal.addEventListener("abort", wake);
  return {
    wake,
    async forNews() {
      if (!isAwake) {
        const stop = clock.after(lookEvery, wake);
        await new Promise<void>((resolve) => {
          wakeUp = resolve;
        });
        stop();
      }
      isAwake = false;
    },
    get isOver() {
      return isOver || signal.aborted;
    },
    reason: () => (signal.aborted ? signal.reason : callTimeout(account)),
    giveUp() {
      hasGivenUp = true;
      stops.push(
        after(endLimit, () => {
          isAbandoned = true;
        }),
      );
    },
    get hasGivenUp() {
      return hasGivenUp;
    },
    get isAbandoned() {
      return isAbandoned;
    },
    end() {
      for (const stop of stops) stop();
    },
  };
}

const randomId = (): string => randomBytes(12).toString("base64url");
