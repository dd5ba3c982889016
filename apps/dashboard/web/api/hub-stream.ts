import { type EventSourceMessage, EventSourceParserStream } from "eventsource-parser/stream";
import { apiClient } from "./api-client.ts";
import type { HubEvent, Sensor } from "./api-types.ts";
import { ApiError, requestHub } from "./request-hub.ts";

export interface HubStreamListener {
  onOpen(): void;
  onDisconnect(): void;
  /** The session has ended. */
  onSessionEnd(): void;
  /** `isComplete`: `sensors` are all sensors, so others no longer exist. */
  onSensors(sensors: readonly Sensor[], isComplete: boolean): void;
  /** `isLive`: they have just happened. Others may come after later ones. */
  onEvents(events: readonly HubEvent[], isLive: boolean): void;
  /** An account was added, changed or removed. */
  onAccount(change: { account: string; kind: "added" | "changed" | "removed" }): void;
  /** The ids of events start again. */
  onNewJournal(): void;
  /** The hub no longer stores some of the events. */
  onEventsLost(): void;
}

const maxRetryDelay = 15_000;
/** Longest wait for the beginning of a stream (ms). */
const connectTimeout = 10_000;
/** The hub sends a message at least every 20 s. A connection that is silent for longer is dead, even if nobody has closed it (ms). */
const silenceTimeout = 45_000;
/** After the page was hidden or the network has changed, a connection that missed a heartbeat is replaced (ms). */
const missedHeartbeat = 25_000;

/**
 * Follows the hub's stream and resumes after the last event, even after a restart of the hub. It is read with `fetch`: `EventSource` cannot send
 * the key of the session and hides that a connection is dead.
 */
export function openHubStream(listener: HubStreamListener): () => void {
  let lastEventId: string | undefined;
  let failures = 0;
  let retryTimer: ReturnType<typeof setTimeout> | undefined;
  let watchdog: ReturnType<typeof setTimeout> | undefined;
  let connection: AbortController | undefined;
  let lastMessageAt = 0;
  /** The first sensors of a stream are all sensors. */
  let isFirstReport = true;
  let received: Sensor[] = [];
  let reportTimer: ReturnType<typeof setTimeout> | undefined;

  async function catchUp(signal: AbortSignal): Promise<void> {
    let after = lastEventId;
    for (;;) {
      const { events, lost } = await apiClient.events(after, signal);
      if (lost) listener.onEventsLost();
      if (events.length === 0) return;
      after = events.at(-1)!.id;
      // The stream may have brought later ones.
      if (lastEventId === undefined || Number(after) > Number(lastEventId)) lastEventId = after;
      listener.onEvents(events, false);
      if (events.length < 1_000) return;
    }
  }

  /** Reports changes that arrive together at once. The first ones may arrive in several chunks. */
  function reportSensorsSoon(): void {
    if (reportTimer !== undefined) return;
    reportTimer = setTimeout(
      () => {
        reportTimer = undefined;
        const sensors = received;
        received = [];
        if (sensors.length === 0) return;
        listener.onSensors(sensors, isFirstReport);
        isFirstReport = false;
      },
      isFirstReport ? 120 : 16,
    );
  }

  function handle({ id, event, data }: EventSourceMessage): void {
    if (event === "sensor") {
      received.push(JSON.parse(data));
      reportSensorsSoon();
    } else if (event === "event") {
      lastEventId = id || lastEventId;
      listener.onEvents([JSON.parse(data)], true);
    } else if (event === "account") listener.onAccount(JSON.parse(data));
    else if (event === "lost") listener.onEventsLost();
  }

  function expectMessageWithin(timeout: number, { signal }: AbortController): void {
    lastMessageAt = Date.now();
    clearTimeout(watchdog);
    watchdog = setTimeout(() => !signal.aborted && reconnect(), timeout);
  }

  function reconnect(): void {
    connection?.abort();
    clearTimeout(watchdog);
    listener.onDisconnect();
    failures += 1;
    clearTimeout(retryTimer);
    retryTimer = setTimeout(() => void connect(), Math.min(maxRetryDelay, 500 * 2 ** Math.min(failures, 6)));
  }

  async function follow(current: AbortController): Promise<void> {
    const { signal } = current;
    expectMessageWithin(connectTimeout, current);
    const isFirst = lastEventId === undefined;
    // At first the values are what people wait for.
    if (!isFirst) await catchUp(signal);
    expectMessageWithin(connectTimeout, current);
    const headers = { accept: "text/event-stream", ...(lastEventId !== undefined && { "last-event-id": lastEventId }) };
    const { body } = await requestHub("/api/v1/stream", { signal, headers });
    if (signal.aborted) return;
    clearTimeout(reportTimer);
    reportTimer = undefined;
    isFirstReport = true;
    received = [];
    failures = 0;
    listener.onOpen();
    if (isFirst) catchUp(signal).catch(() => !signal.aborted && listener.onEventsLost());
    const messages = body!
      .pipeThrough(new TextDecoderStream() as ReadableWritablePair<string, Uint8Array<ArrayBuffer>>)
      .pipeThrough(new EventSourceParserStream())
      .getReader();
    for (;;) {
      expectMessageWithin(silenceTimeout, current);
      const { value, done } = await messages.read();
      if (done || signal.aborted) return;
      handle(value);
    }
  }

  async function connect(): Promise<void> {
    connection?.abort();
    clearTimeout(retryTimer);
    const current = new AbortController();
    connection = current;
    try {
      await follow(current);
    } catch (error) {
      if (current.signal.aborted) return;
      if (error instanceof ApiError && error.problem.status === 401) {
        close();
        return listener.onSessionEnd();
      }
      if (error instanceof ApiError && error.problem.status === 400) {
        lastEventId = undefined;
        listener.onNewJournal();
      }
    }
    if (!current.signal.aborted) reconnect();
  }

  /** Timers do not run while a machine sleeps, and nobody tells the page that its network is gone. */
  function checkConnection({ type }: Event): void {
    if (document.visibilityState === "hidden") return;
    if (type !== "visibilitychange" || Date.now() - lastMessageAt > missedHeartbeat) void connect();
  }
  function close(): void {
    for (const type of ["online", "offline"]) removeEventListener(type, checkConnection);
    document.removeEventListener("visibilitychange", checkConnection);
    clearTimeout(retryTimer);
    clearTimeout(watchdog);
    connection?.abort();
  }
  for (const type of ["online", "offline"]) addEventListener(type, checkConnection);
  document.addEventListener("visibilitychange", checkConnection);
  void connect();
  return close;
}
