import type { HubEvent, HubSensor } from "./api-types.generated.ts";
import { HubError } from "./hub-error.ts";
import { readEventStream } from "./read-event-stream.ts";
import { foreignAnswer, type HubConnection, requestHub } from "./request-hub.ts";

export type HubMessage =
  /** Every sensor follows. One that is not among them no longer exists. `after`: the position from which to resume. */
  | { readonly type: "connected"; readonly after: string }
  /** The stream is tried again after `retryIn` ms. */
  | { readonly type: "disconnected"; readonly error: HubError; readonly retryIn: number }
  | { readonly type: "sensor"; readonly sensor: HubSensor }
  /** `after`: save it once the event is handled, and resume from it. */
  | { readonly type: "event"; readonly event: HubEvent; readonly after: string }
  /** A removed account has no sensors any more. */
  | { readonly type: "account"; readonly account: string; readonly kind: "added" | "changed" | "removed" }
  /** The hub no longer has some of the following events. */
  | { readonly type: "lost" };

export interface FollowOptions {
  /** The position after which events follow: `after` of a message. Default: only new events. */
  readonly after?: string | undefined;
  /** Ends the stream. */
  readonly signal?: AbortSignal | undefined;
  /** Default: the machine's timers. */
  readonly clock?: TimerSource;
}

export interface TimerSource {
  /** Calls `fn` once after `ms`. Returns a function that cancels the call. */
  after(ms: number, fn: () => void): () => void;
}

/** The hub sends a message at least every 20 s. A connection that is silent for longer than this is dead (ms). */
const silenceTimeout = 45_000;
const shortestRetry = 500;
const longestRetry = 30_000;
/** Of refusals that trying again does not change: of `after`, and of the token. */
const finalStatuses: readonly number[] = [400, 401, 403];
const machineTimers: TimerSource = {
  after(ms, fn) {
    const timer = setTimeout(fn, ms);
    return () => clearTimeout(timer);
  },
};

/**
 * What happens in the hub, without end: each sensor, each change of one, and each event once and in order, also over a restart of the hub or a
 * lost network. @throws HubError when the hub refuses the token, or `after` is not a position
 */
export async function* followHub(connection: HubConnection, options: FollowOptions = {}): AsyncGenerator<HubMessage, void, undefined> {
  const { signal, clock = machineTimers } = options;
  let { after } = options;
  let failures = 0;
  while (!signal?.aborted) {
    const current = new AbortController();
    const abort = (): void => current.abort();
    signal?.addEventListener("abort", abort);
    try {
      const watch = <T>(step: Promise<T>): Promise<T> => {
        const stop = clock.after(silenceTimeout, () =>
          current.abort(new HubError(`${connection.address} has been silent for 45 seconds.`)),
        );
        return step.finally(stop);
      };
      const headers = { accept: "text/event-stream", ...(after !== undefined && { "last-event-id": after }) };
      const response = await watch(requestHub(connection, "/api/v1/stream", { signal: current.signal, headers }));
      if (!response.headers.get("content-type")?.startsWith("text/event-stream")) throw foreignAnswer(connection, response);
      const blocks = readEventStream(response.body!);
      let isConnected = false;
      for (let next = await watch(blocks.next()); !next.done; next = await watch(blocks.next())) {
        const { id, event, data } = next.value;
        after = id ?? after;
        if (!isConnected) yield { type: "connected", after: after ?? "0" };
        isConnected = true;
        failures = 0;
        if (event === "sensor") yield { type: "sensor", sensor: JSON.parse(data!) };
        else if (event === "event") yield { type: "event", event: JSON.parse(data!), after: after! };
        else if (event === "account") yield { type: "account", ...JSON.parse(data!) };
        else if (event === "lost") yield { type: "lost" };
      }
      throw new HubError(`${connection.address} has ended the stream.`);
    } catch (cause) {
      if (signal?.aborted) return;
      const error = cause instanceof HubError ? cause : new HubError(`The connection to ${connection.address} is lost.`, { cause });
      if (finalStatuses.includes(error.status)) throw error;
      const retryIn = Math.min(longestRetry, shortestRetry * 2 ** failures++);
      yield { type: "disconnected", error, retryIn };
      await pause(clock, retryIn, signal);
    } finally {
      signal?.removeEventListener("abort", abort);
      current.abort();
    }
  }
}

/** Ends early when the signal aborts. */
function pause(clock: TimerSource, ms: number, signal: AbortSignal | undefined): Promise<void> {
  return new Promise((resolve) => {
    const end = (): void => {
      stop();
      signal?.removeEventListener("abort", end);
      resolve();
    };
    const stop = clock.after(ms, end);
    signal?.addEventListener("abort", end);
  });
}
