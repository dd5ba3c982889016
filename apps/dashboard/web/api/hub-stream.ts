import { ApiError, apiClient } from "./api-client.ts";
import type { HubEvent, Sensor } from "./api-types.ts";

export interface HubStreamListener {
  onOpen(): void;
  onDisconnect(): void;
  /** The session has ended. */
  onSessionEnd(): void;
  /** `isComplete`: `sensors` are all sensors, so others no longer exist. */
  onSensors(sensors: readonly Sensor[], isComplete: boolean): void;
  onEvents(events: readonly HubEvent[]): void;
  /** The hub no longer stores some of the events. */
  onEventsLost(): void;
}

const maxRetryDelay = 15_000;

/**
 * Follows the hub's stream and resumes after the last event, even after a restart of the hub. A browser stops reconnecting when a proxy returns
 * an error or the hub is away for long, so the page reconnects itself.
 */
export function openHubStream(listener: HubStreamListener): () => void {
  let source: EventSource | undefined;
  let lastEventId: string | undefined;
  let failures = 0;
  let retryTimer: ReturnType<typeof setTimeout> | undefined;
  let closed = false;
  /** The first sensors of a stream are all sensors. */
  let isFirstReport = true;
  let received: Sensor[] = [];
  let isScheduled = false;

  async function catchUp(): Promise<void> {
    for (;;) {
      const { events, lost } = await apiClient.events(lastEventId);
      if (lost) listener.onEventsLost();
      if (events.length === 0) return;
      lastEventId = events.at(-1)!.id;
      listener.onEvents(events);
      if (events.length < 1_000) return;
    }
  }

  /** Reports changes that arrive together at once. The first ones may arrive in several chunks. */
  function reportSensorsSoon(): void {
    if (isScheduled) return;
    isScheduled = true;
    setTimeout(
      () => {
        isScheduled = false;
        const sensors = received;
        received = [];
        if (sensors.length === 0) return;
        listener.onSensors(sensors, isFirstReport);
        isFirstReport = false;
      },
      isFirstReport ? 120 : 16,
    );
  }

  function reconnect(): void {
    source?.close();
    listener.onDisconnect();
    if (closed) return;
    failures += 1;
    retryTimer = setTimeout(() => void connect(), Math.min(maxRetryDelay, 500 * 2 ** Math.min(failures, 6)));
  }

  async function connect(): Promise<void> {
    try {
      await catchUp();
    } catch (error) {
      if (error instanceof ApiError && error.problem.status === 401) return listener.onSessionEnd();
      // The hub has a new journal, and event ids start again.
      if (error instanceof ApiError && error.problem.status === 400) lastEventId = undefined;
      return reconnect();
    }
    if (closed) return;
    isFirstReport = true;
    source = new EventSource(`/api/v1/stream${lastEventId === undefined ? "" : `?after=${lastEventId}`}`);
    source.onopen = () => {
      failures = 0;
      listener.onOpen();
    };
    source.onerror = reconnect;
    source.addEventListener("sensor", ({ data }) => {
      received.push(JSON.parse(data));
      reportSensorsSoon();
    });
    source.addEventListener("event", ({ data, lastEventId: id }) => {
      lastEventId = id || lastEventId;
      listener.onEvents([JSON.parse(data)]);
    });
    source.addEventListener("lost", () => listener.onEventsLost());
  }
  void connect();
  return () => {
    closed = true;
    clearTimeout(retryTimer);
    source?.close();
  };
}
