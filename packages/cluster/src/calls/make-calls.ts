import { randomBytes } from "node:crypto";
import type { Clock } from "@casement/core";
import type { CallPort, CallRequest } from "@casement/host/ports";
import type { ClusterKeys } from "../keys/cluster-keys.ts";
import type { RedisConnection } from "../redis/connect-redis.ts";
import { outcomeOf, type RedisScript, runScript, type ScriptReply } from "../redis/run-script.ts";
import { whenReady } from "../redis/when-ready.ts";
import { storeUnavailable, unavailableBy } from "../state/store-errors.ts";
import { withinLimit } from "../state/within-limit.ts";
import type { AccountOwners } from "./account-owners.ts";
import { type CallContents, createCallContents } from "./call-contents.ts";
import { callTimeout, callUnreadable, fromErrorAnswer, outcomeUnknown } from "./call-errors.ts";
import type { CallKeys } from "./call-keys.ts";
import { type CallNews, openCallNews } from "./call-news.ts";
import { askScript, cancelScript, lookScript } from "./call-scripts.ts";

export interface CallerOptions {
  readonly redis: RedisConnection;
  readonly keys: CallKeys;
  readonly clusterKeys: ClusterKeys;
  readonly owners: AccountOwners;
  readonly lockOf: (account: string) => string;
  readonly clock: Clock;
  readonly waitLimit: number;
}

/** How often somebody who waits looks at the call (ms): a lost message and a lost owner are found by this. */
const lookEvery = 2_000;
/** How long somebody who gave up waits for how the call ended (ms). */
const endLimit = 5_000;
/** One minute more than the longest service (ms). */
const defaultLimit = 16 * 60_000;

/** What has become of a call, as far as Redis says. */
interface CallState {
  readonly name: string;
  readonly answer?: Buffer;
}

/** The calls of this process. */
export function createCaller(options: CallerOptions): Pick<CallPort, "call"> & { close(): void } {
  const { redis } = options;
  const channel = options.keys.news(randomId());
  let news: CallNews | undefined;
  let breaks = 0;
  const countBreak = (): void => void breaks++;
  redis.on("close", countBreak);
  return {
    async call(request, { signal = neverAborted, progress = () => {} } = {}) {
      signal.throwIfAborted();
      news ??= openCallNews(redis, channel);
      const call = createCall(options, request, { channel, news, breaks: () => breaks });
      return call.wait(signal, progress);
    },
    close() {
      redis.off("close", countBreak);
      news?.close();
    },
  };
}

const neverAborted = new AbortController().signal;

function createCall(options: CallerOptions, request: CallRequest, around: { channel: string; news: CallNews; breaks: () => number }) {
  const { redis, keys, clusterKeys, owners, lockOf, clock, waitLimit } = options;
  const { account, operation, repeatable, limit = defaultLimit } = request;
  const { channel, news, breaks } = around;
  const id = randomId();
  const key = keys.call(id);
  const contents: CallContents = createCallContents(clusterKeys, { id, account });
  const input = contents.sealInput(operation);
  /** Redis may have got the call. */
  let isHandedOver = false;
  /** Who was told of it last, and when in the life of the connection. */
  let told: { readonly worker: string; readonly breaks: number } | undefined;

  const run = async (script: RedisScript, scriptKeys: readonly string[], args: readonly (string | number | Buffer)[]): Promise<ScriptReply> => {
    await withinLimit(clock, waitLimit, whenReady(redis));
    isHandedOver = true;
    return withinLimit(clock, waitLimit, runScript(redis, script, scriptKeys, args));
  };
  const ask = async (): Promise<CallState> => {
    const worker = await owners.ownerOf(account);
    // A Redis that lost its last second has forgotten that the call began.
    if (!repeatable && told && told.worker !== worker && told.breaks !== breaks()) return { name: "unknown" };
    if (worker !== undefined) told = { worker, breaks: breaks() };
    const reply = await run(
      askScript,
      [key, ...(worker === undefined ? [] : [keys.worker(worker)])],
      [id, account, repeatable ? 1 : 0, limit, limit + 60_000, channel, contents.wrappedKey, input],
    );
    return { name: outcomeOf(reply) };
  };
  const look = async (): Promise<CallState> => {
    const reply = (await run(lookScript, [key, lockOf(account)], [])) as readonly Buffer[];
    return { name: outcomeOf(reply), answer: reply[1]! };
  };
  const cancel = async (): Promise<CallState> => ({ name: outcomeOf(await run(cancelScript, [key], [id, keys.worker("")])) });
  const nextState = async (hasGivenUp: boolean): Promise<CallState> => {
    const state = await look();
    if (state.name === "gone") return !repeatable ? { name: "unknown" } : hasGivenUp ? { name: "cancelled" } : ask();
    return state.name === "asked" ? (hasGivenUp ? cancel() : ask()) : state;
  };

  const follow = async (bell: Bell, stopReason: () => unknown): Promise<unknown> => {
    let hasGivenUp = false;
    let isAbandoned = false;
    await withinLimit(clock, waitLimit, news.listening);
    if (stopReason() !== undefined) throw stopReason();
    for (let state = await ask(); ; ) {
      if (state.name === "done") return readAnswer(state.answer!, stopReason);
      if (state.name === "unknown" || (isAbandoned && !repeatable)) throw outcomeUnknown(account);
      if (state.name === "cancelled" || isAbandoned) throw stopReason();
      if (!hasGivenUp && stopReason() !== undefined) {
        hasGivenUp = true;
        bell.stops.push(
          clock.after(endLimit, () => {
            isAbandoned = true;
            bell.ring();
          }),
        );
        state = await cancel();
        continue;
      }
      const stop = clock.after(lookEvery, bell.ring);
      await bell.rung();
      stop();
      state = await nextState(hasGivenUp);
    }
  };
  const readAnswer = (sealed: Buffer, stopReason: () => unknown): unknown => {
    void redis.unlink(key).catch(() => {});
    const answer = contents.openAnswer(sealed);
    if (!answer) throw repeatable ? callUnreadable(account) : outcomeUnknown(account);
    if (answer.isAborted) throw stopReason();
    if (answer.error) throw fromErrorAnswer(answer.error);
    return answer.value;
  };

  return {
    async wait(signal: AbortSignal, progress: (done: number, of: number) => void): Promise<unknown> {
      const bell = createBell();
      let isOver = false;
      const onAbort = (): void => bell.ring();
      signal.addEventListener("abort", onAbort);
      bell.stops.push(
        news.listen(id, { look: bell.ring, progress }),
        () => signal.removeEventListener("abort", onAbort),
        clock.after(limit, () => {
          isOver = true;
          bell.ring();
        }),
      );
      try {
        return await follow(bell, () => (signal.aborted ? signal.reason : isOver ? callTimeout(account) : undefined));
      } finally {
        for (const stop of bell.stops) stop();
      }
    },
  };
}

interface Bell {
  ring(): void;
  /** Resolves when it has been rung since the last time. */
  rung(): Promise<void>;
  readonly stops: (() => void)[];
}
