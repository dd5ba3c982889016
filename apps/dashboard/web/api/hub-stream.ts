import { type EventSourceMessage, EventSourceParserStream } from "eventsource-parser/stream";
import { apiClient } from "./api-client.ts";
import type { HubEvent, Sensor } from "./api-types.ts";
import { ApiError, requestHub } from "./request-hub.ts";

export interface HubStreamListener {
  onOpen(): void;
  onDisconnect(): void;
  /** The session has ended. */
  onSessionEnd(): void;
  onSensors(sensors: readonly Sensor[]): void;
  /** All sensors have been reported. Others no longer exist. */
  onAllSensors(ids: ReadonlySet<string>): void;
  /** The hub has sent something, so what was reported is what it knows. */
  onHeard(): void;
  /** `isLive`: they have just happened. Others may come after later ones. */
  onEvents(events: readonly HubEvent[], isLive: boolean): void;
  /** An account was added, changed or removed. */
  onAccount(change: { account: string; kind: "added" | "changed" | "removed" }): void;
  /** The events that the hub keeps have been reported. */
  onAllEvents(): void;
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
  /** The sensors with which a stream begins, until all of them are here. On a slow line that takes a while. */
  let begunWith: Set<string> | undefined;
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
  const reportSensorsSoon = (): void => {
    reportTimer ??= setTimeout(reportSensors, begunWith ? 120 : 16);
  };
  function reportSensors(): void {
    clearTimeout(reportTimer);
    reportTimer = undefined;
    const sensors = received;
    received = [];
    if (sensors.length > 0) listener.onSensors(sensors);
  }
  /** The hub sends the first sensors before anything else, but accounts. */
  function endFirstSensors(): void {
    const all = begunWith;
    begunWith = undefined;
    if (!all) return;
    reportSensors();
    listener.onAllSensors(all);
  }

  function handle({ id, event, data }: EventSourceMessage): void {
    if (event !== "sensor" && event !== "account") endFirstSensors();
    if (event === "sensor") {
      const sensor: Sensor = JSON.parse(data);
      begunWith?.add(sensor.id);
      received.push(sensor);
      reportSensorsSoon();
    } else if (event === "event") {
      lastEventId = id || lastEventId;
      listener.onEvents([JSON.parse(data)], true);
    } else if (event === "account") {
      reportSensors();
      listener.onAccount(JSON.parse(data));
    } else if (event === "lost") listener.onEventsLost();
    if (!begunWith) listener.onHeard();
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
    begunWith = new Set();
    received = [];
    failures = 0;
    listener.onOpen();
    if (isFirst) catchUp(signal).then(listener.onAllEvents, () => !signal.aborted && listener.onEventsLost());
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
    for (const timer of [retryTimer, watchdog, reportTimer]) clearTimeout(timer);
    connection?.abort();
  }
  for (const type of ["online", "offline"]) addEventListener(type, checkConnection);
  document.addEventListener("visibilitychange", checkConnection);
  void connect();
  return close;
}
