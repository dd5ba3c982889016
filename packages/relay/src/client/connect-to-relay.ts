import { type Clock, systemClock } from "@casement/core";
import { readWakeUps } from "../protocol/read-wake-ups.ts";
import { heartbeatMs, notificationPath } from "../protocol/relay-protocol.ts";
import { createTokenBucket } from "../protocol/token-bucket.ts";
import { createMissedReports } from "./missed-reports.ts";
import { openRelayStream, RelayError, type RelayFetch } from "./open-relay-stream.ts";
import type { RelayKeys } from "./relay-keys.ts";
import type { RelayReceiver } from "./relay-receiver.ts";
import { readStreamEvents, type StreamEvent } from "./stream-events.ts";

export interface RelayConnectionOptions {
  /** Address of the relay: `https://relay.example.org`. */
  readonly relay: string;
  /** For this relay only. */
  readonly keys: RelayKeys;
  /** `host.notifications`. */
  readonly receiver: RelayReceiver;
  /** How often to read what is subscribed to, in case that a notification is lost (ms). */
  readonly safetyMs?: number | undefined;
  readonly clock?: Clock | undefined;
  readonly fetch?: RelayFetch | undefined;
  /** From 0 to 1. */
  readonly random?: (() => number) | undefined;
}

/** A connection that is made again whenever it ends. */
export interface RelayConnection {
  readonly isConnected: boolean;
  close(): void;
}

/** A heartbeat that is this late means that the stream is dead (ms). */
const silenceMs = 2 * heartbeatMs + 5_000;
/** How long an interruption may last before everything is polled again (ms). */
const graceMs = 5_000;
const longestRetryMs = 60_000;
/** A stream that lasted as long ends the series of failures (ms). */
const lastingMs = 60_000;
/** Events that are taken at once, and a second afterward: twice as many as a relay passes. */
const burst = 2_000;
const perSecond = 100;

/**
 * Receives notifications through a relay. Nothing that the relay says is believed: it can cause reads, or none. While the stream is interrupted,
 * the receiver polls.
 */
export function connectToRelay(options: RelayConnectionOptions): RelayConnection {
  const {
    keys,
    receiver,
    safetyMs,
    clock = systemClock,
    random = Math.random,
    fetch = (url, init) => globalThis.fetch(url, init),
  } = options;
  const relay = options.relay.replace(/\/+$/, "");
  const bucket = createTokenBucket(clock, burst, perSecond);
  const missed = createMissedReports(clock, () => receiver.missed());
  const closing = new AbortController();
  let lastId: string | undefined;
  let isConnected = false;
  let failures = 0;
  let stopRetry = (): void => {};
  let stopGrace: (() => void) | undefined;
  let problem = new RelayError("it does not answer yet.", { reason: "silent" });

  const tell = (why: RelayError | undefined): (() => void) =>
    receiver.connect({
      address: `${relay}${notificationPath}${keys.publicKey}`,
      safetyMs,
      relay: { address: relay, publicKey: keys.publicKey },
      ...(why && {
        problem: `The relay ${relay} brings no notifications: ${why.message}`,
        cause: { code: "relay-failed", details: { relay, hub: keys.publicKey, ...why.fault } },
      }),
    });
  let disconnect = tell(problem);

  const take = ({ event, id, data }: StreamEvent): void => {
    if (!bucket.take()) throw new RelayError("it sends more than a relay may.", { reason: "too-much" });
    if (id !== undefined && /^[\w-]{1,128}$/.test(id)) lastId = id;
    const wakeUps = event === "changed" ? readWakeUps(data) : [];
    if (event === "missed" || !wakeUps) missed.report();
    else if (wakeUps.length > 0) receiver.receive({ value: wakeUps });
  };

  const opened = (): void => {
    isConnected = true;
    stopGrace?.();
    stopGrace = undefined;
    disconnect = tell(undefined);
  };
  const interrupted = (why: RelayError): void => {
    const wasConnected = isConnected;
    isConnected = false;
    const report = (): void => {
      stopGrace = undefined;
      if (!isConnected) disconnect = tell(problem);
    };
    const isNew = problem.message !== why.message;
    problem = why;
    if (wasConnected) stopGrace ??= clock.after(graceMs, report);
    else if (!stopGrace && isNew) report();
  };

  async function run(): Promise<void> {
    const startedAt = clock.now().getTime();
    const silence = new AbortController();
    const abort = (): void => silence.abort();
    closing.signal.addEventListener("abort", abort, { once: true });
    let stopSilence = clock.after(silenceMs, abort);
    const isAlive = (): void => {
      stopSilence();
      stopSilence = clock.after(silenceMs, abort);
    };
    let why = new RelayError("the connection ended.", { reason: "ended" });
    try {
      const body = await openRelayStream(relay, keys, { fetch, signal: silence.signal, lastId });
      isAlive();
      opened();
      for await (const event of readStreamEvents(body)) {
        isAlive();
        take(event);
      }
    } catch (error) {
      if (error instanceof RelayError) why = error;
    } finally {
      stopSilence();
      silence.abort();
      closing.signal.removeEventListener("abort", abort);
    }
    if (closing.signal.aborted) return;
    const lasted = isConnected && clock.now().getTime() - startedAt >= lastingMs;
    failures = lasted ? 1 : failures + 1;
    interrupted(why);
    // 0.5 to 1 second, doubled each time up to a minute.
    const wait = Math.min(longestRetryMs, 1_000 * 2 ** Math.min(failures - 1, 6)) * (0.5 + random() / 2);
    stopRetry = clock.after(wait, () => void run());
  }
  void run();

  return {
    get isConnected() {
      return isConnected;
    },
    close() {
      closing.abort();
      stopRetry();
      stopGrace?.();
      missed.close();
      disconnect();
    },
  };
}
