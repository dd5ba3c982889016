import { ApiError, client } from "./client.ts";
import type { HubEvent, Sensor } from "./types.ts";

export interface LiveListener {
  onOpen(): void;
  onLost(): void;
  /** The session has ended. */
  onLocked(): void;
  /** `whole`: all there are, so that others are gone. */
  onSensors(sensors: readonly Sensor[], whole: boolean): void;
  onEvents(events: readonly HubEvent[]): void;
  /** Some events are no longer kept. */
  onGap(): void;
}

const longestWait = 15_000;

/**
 * Follows the hub's stream and goes on after the last event known, also over a restart of the hub. A browser gives up when a proxy answers
 * an error or the hub stays away, so the page tries again by itself.
 */
export function openLive(listener: LiveListener): () => void {
  let source: EventSource | undefined;
  let last: string | undefined;
  let failures = 0;
  let timer: ReturnType<typeof setTimeout> | undefined;
  let closed = false;
  /** The first burst of a stream is every sensor there is. */
  let first = true;
  let burst: Sensor[] = [];
  let drawing = false;

  async function catchUp(): Promise<void> {
    for (;;) {
      const { events, lost } = await client.events(last);
      if (lost) listener.onGap();
      if (events.length === 0) return;
      last = events.at(-1)!.id;
      listener.onEvents(events);
      if (events.length < 1_000) return;
    }
  }

  /** Changes that arrive together are drawn together; the first ones may take several chunks. */
  function draw(): void {
    if (drawing) return;
    drawing = true;
    setTimeout(
      () => {
        drawing = false;
        const sensors = burst;
        burst = [];
        if (sensors.length === 0) return;
        listener.onSensors(sensors, first);
        first = false;
      },
      first ? 120 : 16,
    );
  }

  function again(): void {
    source?.close();
    listener.onLost();
    if (closed) return;
    failures += 1;
    timer = setTimeout(() => void connect(), Math.min(longestWait, 500 * 2 ** Math.min(failures, 6)));
  }

  async function connect(): Promise<void> {
    try {
      await catchUp();
    } catch (error) {
      if (error instanceof ApiError && error.problem.status === 401) return listener.onLocked();
      // The journal was made anew: what it numbers begins again.
      if (error instanceof ApiError && error.problem.status === 400) last = undefined;
      return again();
    }
    if (closed) return;
    first = true;
    source = new EventSource(`/api/v1/stream${last === undefined ? "" : `?after=${last}`}`);
    source.onopen = () => {
      failures = 0;
      listener.onOpen();
    };
    source.onerror = again;
    source.addEventListener("sensor", ({ data }) => {
      burst.push(JSON.parse(data));
      draw();
    });
    source.addEventListener("event", ({ data, lastEventId }) => {
      last = lastEventId || last;
      listener.onEvents([JSON.parse(data)]);
    });
    source.addEventListener("lost", () => listener.onGap());
  }
  void connect();
  return () => {
    closed = true;
    clearTimeout(timer);
    source?.close();
  };
}
